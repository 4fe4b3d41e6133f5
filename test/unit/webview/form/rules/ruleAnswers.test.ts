import assert from 'node:assert/strict';
import { RuleForm } from '../../../../support/ruleForm.ts';

describe('the answers of a rule', () => {
  const when = { text: 'a' };
  const shown = (form: RuleForm, answer: number) => form.control(`rule-0-send-${answer}`).attributes['.value'];

  it('are none, one or several, and are kept as a config has them', () => {
    const form = new RuleForm([{ when }]);
    assert.match(form.text, /No reply\./);
    form.press('Add Reply to Rule 1').type('rule-0-send-0', 'one');
    assert.deepEqual(form.rule, { when, send: 'one' });
    form.press('Add Reply to Rule 1').type('rule-0-send-1', 'two');
    assert.deepEqual(form.rule, { when, send: ['one', 'two'] });
    assert.deepEqual(form.focused, ['rule-0-send-0', 'rule-0-send-1']);
    form.press('Remove Reply 1 of Rule 1');
    assert.deepEqual(form.rule, { when, send: 'two' });
    form.press('Remove Reply of Rule 1');
    assert.deepEqual(form.rule, { when });
    assert.deepEqual(form.focused.slice(2), ['rule-0-send-0-remove', 'rule-0-send-add']);
  });

  it('move, with the focus, and what is typed in them', () => {
    const form = new RuleForm([{ when, send: ['one', 'two', 'three'] }]);
    form.type('rule-0-send-0', '\\q').choose('rule-0-send-1-notation', 'hex');
    form.press('Move Reply 1 of Rule 1 Down');
    assert.deepEqual(form.rule.send, [{ hex: '74 77 6f' }, 'one', 'three']);
    assert.deepEqual([shown(form, 0), shown(form, 1)], ['74 77 6f', '\\q']);
    assert.ok(form.control('rule-0-send-1-problem').text.includes('\\q'));
    form.press('Move Reply 2 of Rule 1 Down').press('Move Reply 3 of Rule 1 Up');
    assert.deepEqual(form.focused, ['rule-0-send-1-down', 'rule-0-send-2-up', 'rule-0-send-1-up']);
    form.press('Remove Reply 2 of Rule 1');
    assert.deepEqual(Object.keys(form.draft.unreadable), []);
  });

  it('show their problems: with a number only if there are several', () => {
    const one = new RuleForm([{ when, send: 'x' }]);
    one.problems = { 'reply.0.send': 'No.' };
    assert.equal(one.control('rule-0-send-0-problem').text, 'No.');
    const two = new RuleForm([{ when, send: ['x', { hex: '0' }] }]);
    two.problems = { 'reply.0.send.1.hex': 'Odd.' };
    assert.deepEqual(
      [two.find('rule-0-send-0-problem')?.text, two.find('rule-0-send-1-problem')?.text],
      [undefined, 'Odd.'],
    );
  });

  it('list their placeholders at the press of a button', () => {
    const form = new RuleForm([{ when: { text: '{{?user}}' }, send: 'x' }]);
    assert.doesNotMatch(form.text, /\{\{user\}\}/);
    form.pressId('rule-0-send-0-holes');
    assert.match(form.text, /\{\{user\}\} captured by this rule/);
    form.pressId('rule-0-send-0-holes');
    assert.doesNotMatch(form.text, /\{\{user\}\}/);
  });
});
