import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../../../../src/core/endpointConfig.ts';
import type { KindDraft } from '../../../../../webview/form/kindDrafts.ts';
import type { RulesState } from '../../../../../webview/form/rules/ruleDraft.ts';
import { rulesField } from '../../../../../webview/form/rules/rulesField.ts';
import { type Drawn, elements, fire, named, names, press } from '../../../../support/templates.ts';

const ping: ReplyRule = { when: { text: 'ping' }, send: 'pong' };
const quit: ReplyRule = { when: { regex: '^quit$', flags: 'i' }, send: 'bye', close: true };
const bytes: ReplyRule = { when: { hex: '01 ..' }, send: { hex: '02' }, delayMs: 5 };

describe('the replies in the form', () => {
  let set: unknown[];
  let arranged: unknown[];
  let focused: string[];
  let left: Record<string, KindDraft>;

  function form(reply: EndpointConfig['reply'], more: Partial<RulesState> = {}) {
    return rulesField({
      reply,
      isStream: true,
      answering: undefined,
      foldsRules: false,
      examples: {},
      isOpen: () => undefined,
      setOpen: () => undefined,
      arrangeAnswers: () => undefined,
      problem: () => undefined,
      problemOf: () => undefined,
      set: next => set.push(next),
      arrange: next => arranged.push(next),
      focus: id => focused.push(id),
      unreadable: () => undefined,
      typed: () => undefined,
      writing: () => ({ encoding: 'utf8', notation: undefined, choose: () => undefined }),
      left: path => ({ of: kind => left[`${path}#${kind}`], keep: (kind, one) => (left[`${path}#${kind}`] = one) }),
      ...more,
    });
  }
  function byId(template: unknown, id: string): Drawn {
    const found = elements(template).find(({ attributes }) => attributes.id === id);
    assert.ok(found, id);
    return found;
  }
  const change = (template: unknown, id: string, type: 'input' | 'change', target: object) =>
    fire(byId(template, id), type, { target });
  const chosen = (template: unknown, id: string) =>
    byId(template, id).inside.find(({ attributes }) => attributes['.selected'])?.attributes.value;

  beforeEach(() => {
    set = [];
    arranged = [];
    focused = [];
    left = {};
  });

  it('are none, an echo, or rules', () => {
    assert.deepEqual([chosen(form(undefined), 'field-reply'), chosen(form('echo'), 'field-reply')], ['none', 'echo']);
    assert.equal(chosen(form([]), 'field-reply'), 'rules');
    for (const value of ['none', 'echo', 'rules']) change(form([ping]), 'field-reply', 'change', { value });
    assert.deepEqual(set, [undefined, 'echo', [ping]]);
    const help = (reply: EndpointConfig['reply']) => byId(form(reply), 'field-reply-help').text.trim();
    assert.deepEqual([undefined, 'echo' as const, [ping]].map(help), [
      'Messages get no automatic reply.',
      'Every message goes back to its sender.',
      'The first rule that matches a message sends its reply.',
    ]);
    left = {};
    change(form('echo'), 'field-reply', 'change', { value: 'rules' });
    assert.deepEqual(set.at(-1), [ping], 'an initial one');
  });

  it('move, disappear and appear as rules', () => {
    const rules = form([ping, quit, bytes]);
    press(rules, 'Move Rule 2 Up');
    press(rules, 'Move Rule 2 Down');
    press(rules, 'Remove Rule 2');
    press(rules, 'Add Rule');
    assert.deepEqual(arranged, [
      [quit, ping, bytes],
      [ping, bytes, quit],
      [ping, bytes],
      [ping, quit, bytes, { when: { text: '' }, send: '' }],
    ]);
    const [, , , added] = focused;
    assert.equal(added, 'rule-3-when', 'the pattern of the new one');
  });

  it('have examples in empty fields', () => {
    const placeholders = (rule: ReplyRule) =>
      ['rule-0-when', 'rule-0-send-0'].map(id => byId(form([rule]), id).attributes.placeholder);
    assert.deepEqual(placeholders(ping), ['Message', 'Reply']);
    assert.deepEqual(placeholders({ when: { regex: '' }, send: '' }), ['every message', 'Reply']);
    assert.deepEqual(placeholders(bytes), ['', '']);
  });

  it('don’t change if a rule can’t move any further', () => {
    const disabled = (rules: ReplyRule[]) =>
      elements(form(rules)).flatMap(({ attributes: { '?disabled': isOff, id } }) => (isOff ? [id] : []));
    assert.deepEqual(disabled([ping, quit, bytes]), ['rule-0-up', 'rule-2-down']);
    assert.deepEqual(disabled([ping]), ['rule-0-up', 'rule-0-down']);
    press(form([ping, quit]), 'Move Rule 1 Up');
    press(form([ping, quit]), 'Move Rule 2 Down');
    assert.deepEqual([arranged, focused], [[], []]);
  });

  it('keep the focus on a button of the rule that moves, and that isn’t disabled', () => {
    const rules = form([ping, quit, bytes, ping]);
    for (const name of ['Move Rule 3 Up', 'Move Rule 2 Up', 'Move Rule 2 Down', 'Move Rule 3 Down']) press(rules, name);
    press(form([ping, quit]), 'Move Rule 1 Down');
    assert.deepEqual(focused, ['rule-1-up', 'rule-0-down', 'rule-2-down', 'rule-3-up', 'rule-1-up']);
  });

  it('move the focus to the next rule when one is removed, or to the button that adds one', () => {
    press(form([ping, quit]), 'Remove Rule 1');
    press(form([ping, quit]), 'Remove Rule 2');
    press(form([ping]), 'Remove Rule 1');
    assert.deepEqual(focused, ['rule-0-remove', 'rule-0-remove', 'rules-add']);
    const ids = elements(form([ping])).map(({ attributes }) => attributes.id);
    assert.deepEqual(
      ['rule-0-remove', 'rules-add'].map(id => ids.includes(id)),
      [true, true],
    );
  });

  it('change one part of one rule', () => {
    const rules = form([ping, bytes]);
    change(rules, 'rule-0-when', 'input', { value: 'PING\\n' });
    change(rules, 'rule-1-delay', 'input', { validity: { badInput: false }, valueAsNumber: Number.NaN });
    change(rules, 'rule-0-close', 'change', { value: 'close' });
    change(rules, 'rule-1-send-0', 'input', { value: '03' });
    const { delayMs: _, ...atOnce } = bytes;
    assert.deepEqual(set, [
      [{ ...ping, when: { text: 'PING\n' } }, bytes],
      [ping, atOnce],
      [{ ...ping, close: true }, bytes],
      [ping, { ...bytes, send: { hex: '03' } }],
    ]);
  });

  it('send nothing, instead of being removed, if a reply is emptied', () => {
    change(form([ping]), 'rule-0-send-0', 'input', { value: '' });
    change(form([ping]), 'rule-0-when', 'input', { value: '' });
    assert.deepEqual(set, [[{ ...ping, send: '' }], [{ ...ping, when: { text: '' } }]]);
  });

  it('keep a condition’s contents when its kind changes', () => {
    change(form([ping]), 'rule-0-kind', 'change', { value: 'regex' });
    change(form([ping]), 'rule-0-kind', 'change', { value: 'hex' });
    change(form([quit]), 'rule-0-kind', 'change', { value: 'text' });
    assert.deepEqual(set, [
      [{ ...ping, when: { regex: 'ping' } }],
      [{ ...ping, when: { hex: '70 69 6e 67' } }],
      [{ ...quit, when: { text: '^quit$' } }],
    ]);
    assert.deepEqual(
      [ping, quit, bytes].map((_, at) => chosen(form([ping, quit, bytes]), `rule-${at}-kind`)),
      ['text', 'regex', 'hex'],
    );
  });

  it('keep a text that isn’t valid for the kind selected when it was typed', () => {
    const typed = (path: string) => (path === 'reply.0.when.text' ? '^hello \\w+' : undefined);
    change(form([ping], { typed }), 'rule-0-kind', 'change', { value: 'regex' });
    assert.deepEqual(set, [[{ ...ping, when: { regex: '^hello \\w+' } }]]);
  });

  it('restore what was typed for another kind of condition, unless that was converted and edited', () => {
    /** Changes the kind of the first rule, like the user. Returns the resulting condition. */
    let rule = quit;
    let typed: string | undefined;
    const choose = (kind: string) => {
      const unreadable = (_path: string, _problem: unknown, text?: string) => {
        typed = text;
      };
      const shown = form([rule], { unreadable, typed: path => (path === 'reply.0.when.text' ? typed : undefined) });
      change(shown, 'rule-0-kind', 'change', { value: kind });
      [rule = rule] = set.at(-1) as ReplyRule[];
      return typed ?? rule.when;
    };
    assert.deepEqual(['hex', 'text', 'regex'].map(choose), [{ hex: '01 ..' }, { text: '' }, quit.when]);
    rule = { ...quit, when: { text: 'é' } };
    assert.deepEqual(['hex', 'text'].map(choose), [{ hex: 'c3 a9' }, { text: 'é' }]);
    choose('hex');
    rule = { ...quit, when: { hex: '61' } };
    assert.deepEqual(['text', 'hex'].map(choose), [{ text: 'a' }, { hex: '61' }]);
    rule = { ...quit, when: { text: '' } };
    typed = '\\w+)';
    assert.deepEqual(['hex', 'text'].map(choose), [{ hex: '61' }, '\\w+)']);
    left = {};
    assert.deepEqual(['regex', 'text'].map(choose), [{ regex: '\\w+)' }, '\\w+)']);
  });

  it('keep the flags of an edited pattern, and can remove them', () => {
    change(form([quit]), 'rule-0-when', 'input', { value: '^q' });
    press(form([quit]), 'Ignore case (i)');
    assert.deepEqual(set, [[{ ...quit, when: { regex: '^q', flags: 'i' } }], [{ ...quit, when: { regex: '^quit$' } }]]);
  });

  it('parse escapes only in texts: a pattern has its own', () => {
    change(form([quit]), 'rule-0-when', 'input', { value: '\\n' });
    assert.deepEqual(set, [[{ ...quit, when: { regex: '\\n', flags: 'i' } }]]);
  });

  it('close connections only if there are any', () => {
    const hasClose = (isStream: boolean) =>
      elements(form([ping], { isStream })).some(({ attributes }) => attributes.id === 'rule-0-close');
    assert.deepEqual([hasClose(true), hasClose(false)], [true, false]);
  });

  it('report unreadable input by path, and show it', () => {
    const calls: unknown[] = [];
    const rules = form([ping, quit], {
      unreadable: (...args) => calls.push(args.slice(0, 2)),
      typed: path => (path === 'reply.0.when.text' ? '\\' : undefined),
    });
    change(rules, 'rule-0-when', 'input', { value: 'ok' });
    assert.deepEqual(calls, [['reply.0.when.text', undefined]]);
    assert.equal(byId(rules, 'rule-0-when').attributes['.value'], '\\');
  });

  it('suggest patterns if a text looks like one', () => {
    const calls: unknown[] = [];
    const rules = form([ping, quit], { unreadable: (_path, problem) => calls.push(problem) });
    for (const value of ['\\w+)', '\\q']) change(rules, 'rule-0-when', 'input', { value });
    const wrong = (piece: string) => `"${piece}" at character 1 isn’t a valid escape; write \\\\ for a backslash.`;
    assert.deepEqual(calls, [`${wrong('\\w')} If this is a pattern, choose “Regex (RE2)”.`, wrong('\\q')]);
  });

  it('discard what was typed for another kind of condition', () => {
    const calls: unknown[] = [];
    const rules = form([ping, quit], { unreadable: (...args) => calls.push(args) });
    change(rules, 'rule-0-kind', 'change', { value: 'regex' });
    change(rules, 'rule-1-kind', 'change', { value: 'hex' });
    assert.deepEqual(calls, [
      ['reply.0.when.text', undefined, undefined],
      ['reply.1.when.regex', undefined, undefined],
    ]);
  });

  it('show a problem below its field, which refers to it', () => {
    const problems: Record<string, string> = {
      'reply.0.send': 'send',
      'reply.1.when.regex': 'pattern',
      'reply.1': 'any',
      'reply.2.delayMs': 'delay',
    };
    const inside = (path: string) => Object.keys(problems).find(one => one === path || one.startsWith(`${path}.`));
    const wrong = form([ping, quit, bytes], { problem: path => problems[inside(path) ?? ''] });
    const items = elements(wrong).filter(({ tag }) => tag === 'li');
    const alerts = items.map(({ inside }) =>
      inside
        .filter(({ attributes }) => attributes.role === 'alert')
        .map(({ attributes, text }) => [attributes.id, text]),
    );
    assert.deepEqual(alerts, [
      [['rule-0-send-0-problem', 'send']],
      [['rule-1-when-problem', 'pattern']],
      [['rule-2-delay-problem', 'delay']],
    ]);
    assert.equal(byId(wrong, 'rule-1-when').attributes['aria-describedby'], 'rule-1-when-problem rules-pattern-help');
    assert.equal(byId(wrong, 'rule-1-when').attributes['aria-invalid'], 'true');
    assert.ok(items.every(({ attributes }) => String(attributes.class).includes('wrong')));
  });

  it('show problems of a whole rule, or of all rules', () => {
    const alert = (reply: EndpointConfig['reply'], path: string) =>
      elements(form(reply, { problem: one => (one === path ? 'any' : undefined) }))
        .filter(({ attributes }) => attributes.role === 'alert')
        .map(({ text }) => text);
    assert.deepEqual(alert([ping], 'reply.0'), ['any']);
    assert.deepEqual(alert('echo', 'reply'), ['any']);
  });

  it('explain patterns once, if there is one', () => {
    const helps = (reply: EndpointConfig['reply']) =>
      elements(form(reply)).filter(({ attributes }) => attributes.id === 'rules-pattern-help').length;
    assert.deepEqual([helps([ping, bytes]), helps([quit, ping, quit])], [0, 1]);
    const withBytes = form([bytes, ping, bytes]);
    assert.match(byId(withBytes, 'rules-hex-help').text, /^In bytes in hex, \.\. stands for any byte/);
    assert.equal(byId(withBytes, 'rule-2-when').attributes['aria-describedby'], 'rules-hex-help');
  });

  it('show the rule that answers the sample', () => {
    const items = elements(form([ping, quit], { answering: 1 })).filter(({ tag }) => tag === 'li');
    assert.deepEqual(
      items.map(({ attributes }) => String(attributes.class).includes('answering')),
      [false, true],
    );
  });

  it('name each control by its rule, as there are several', () => {
    const labels = names(form([ping, quit]), 'select').filter(name => name.startsWith('Rule'));
    assert.deepEqual(labels, [
      ...['Rule 1 condition', 'Rule 1 part of the message', 'Rule 1 reply format'],
      ...['Rule 2 condition', 'Rule 2 reply format'],
    ]);
    assert.ok(named(form([ping, quit]), 'Rule 2 pattern'));
  });
});
