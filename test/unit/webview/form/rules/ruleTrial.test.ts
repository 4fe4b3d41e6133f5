import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelTrial } from '../../../../../src/protocol/panelCalls.ts';
import { concernsReplies, ruleTrial, type ShownTrial } from '../../../../../webview/form/rules/ruleTrial.ts';
import { elements, fire, press, textOf } from '../../../../support/templates.ts';

describe('a rule trial', () => {
  const outcome = (rule: number, ...frames: string[]): PanelTrial => ({
    frames: [{ received: 'a', rule, frames, captured: {}, state: '' }],
  });
  let done: string[];
  const drawn = (trial: Partial<ShownTrial>) =>
    ruleTrial(
      {
        ...{ messages: [], sample: { text: 'ping' }, outcomes: [], problem: undefined, notation: 'text' },
        ...{ encoding: 'utf8', canTry: true, hasStates: false },
        ...trial,
      },
      {
        type: text => done.push(`typed ${text}`),
        write: notation => done.push(`wrote ${notation}`),
        enter: () => done.push('entered'),
        startOver: () => done.push('started over'),
      },
    );
  const find = (template: unknown, id: string) => elements(template).find(({ attributes }) => attributes.id === id);
  const said = (trial: Partial<ShownTrial>) => {
    const shown = find(drawn(trial), 'rule-outcome');
    return [shown?.text, shown?.attributes.class];
  };
  const turns = (trial: Partial<ShownTrial>) =>
    elements(drawn(trial))
      .filter(({ tag }) => tag === 'li')
      .map(({ text }) => text);
  const message = (text: string) => ({ text, notation: 'text' as const });

  beforeEach(() => {
    done = [];
  });

  it('shows the outcome of the typed message, below those entered before', () => {
    const trial = {
      messages: [message('a'), message('')],
      outcomes: [outcome(1, 'b'), outcome(2), outcome(0, 'pong')],
    };
    assert.match(String(said(trial)[0]), /^Rule 1 replies: pong/);
    assert.deepEqual(turns(trial), ['a Rule 2 replies: b', 'empty message Rule 3 matches, without a reply.']);
  });

  it('shows messages in the notation that is chosen', () => {
    assert.deepEqual(turns({ messages: [message('ab')], notation: 'hex' }), ['61 62']);
  });

  it('shows why the reply can’t be sent, or the message can’t be read', () => {
    const wrong: PanelTrial = {
      frames: [{ received: 'a', rule: 1, frames: [], captured: {}, state: '', problem: 'too long' }],
    };
    assert.match(
      String(said({ outcomes: [wrong] })),
      /^Rule 2 matches, but its reply can’t be sent: too long.*form-problem$/,
    );
    assert.deepEqual(said({ problem: 'No escape.' }), ['No escape.', 'form-problem']);
  });

  it('shows only that it can’t run while something else is invalid', () => {
    const wrong = { messages: [message('a')], outcomes: [outcome(0, 'x'), outcome(0, 'pong')], canTry: false };
    assert.deepEqual(said(wrong), ['Fix the problems above to test the rules.', 'form-help']);
    assert.deepEqual(turns(wrong), ['a']);
  });

  it('depends on everything that determines a reply', () => {
    for (const path of ['reply.0.send', 'encoding', 'framing.fixed']) assert.ok(concernsReplies(path), path);
    for (const path of ['address', 'options.ttl', 'greeting']) assert.ok(!concernsReplies(path), path);
  });

  it('shows nothing before the outcome is known, and explains samples while there is none', () => {
    assert.deepEqual(said({}), ['', 'form-help']);
    assert.match(String(said({ sample: { text: '' } })[0]), /^Escapes: /);
    assert.match(String(said({ sample: { text: '' }, messages: [message('a')] })[0]), /press Enter/);
  });

  it('takes messages by key, and starts over', () => {
    const trial = drawn({ notation: 'hex', messages: [message('a')] });
    const at = (id: string) => find(trial, id) ?? assert.fail(id);
    assert.match(String(at('rule-sample').attributes.placeholder), /01 02 ff/);
    fire(at('rule-sample'), 'input', { target: { value: '01' } });
    fire(at('rule-sample-notation'), 'change', { target: { value: 'text' } });
    assert.ok(fire(at('rule-sample'), 'keydown', { key: 'Enter', isComposing: false }).isPrevented);
    assert.ok(!fire(at('rule-sample'), 'keydown', { key: 'Enter', isComposing: true }).isPrevented);
    assert.ok(!fire(at('rule-sample'), 'keydown', { key: 'a' }).isPrevented);
    press(trial, 'Start Over');
    assert.deepEqual(done, ['typed 01', 'wrote text', 'entered', 'started over']);
    assert.doesNotMatch(textOf(drawn({})), /Start Over/);
  });

  it('inserts pasted lines as one', () => {
    const inserted: unknown[] = [];
    Object.assign(document, { execCommand: (_: string, _ui: boolean, text: string) => inserted.push(text) });
    const field = find(drawn({}), 'rule-sample') ?? assert.fail();
    const paste = (text: string) => fire(field, 'paste', { clipboardData: { getData: () => text } }).isPrevented;
    assert.deepEqual([paste('a\nb'), paste('ab'), inserted], [true, false, ['a\\nb']]);
  });
});
