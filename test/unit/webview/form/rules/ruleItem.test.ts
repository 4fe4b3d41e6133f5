import assert from 'node:assert/strict';
import type { ReplyRule } from '../../../../../src/core/endpointConfig.ts';
import { RuleForm } from '../../../../support/ruleForm.ts';

describe('a rule in the form', () => {
  const rule: ReplyRule = { when: { text: 'a' }, send: 'b' };
  const many = (count: number) => Array.from({ length: count }, () => ({ ...rule }));

  it('is folded at first only if there are many, and stays as the user leaves it', () => {
    assert.ok(new RuleForm(many(5)).find('rule-4-when'));
    const form = new RuleForm(many(6));
    assert.equal(form.find('rule-4-when'), undefined);
    form.pressId('rule-4-fold');
    assert.ok(form.find('rule-4-when'));
    form.press('Move Rule 5 Up');
    assert.deepEqual([form.find('rule-4-when'), form.control('rule-3-when').tag], [undefined, 'input']);
    form.pressId('rule-3-fold');
    assert.equal(form.find('rule-3-when'), undefined);
  });

  it('is open when it is added', () => {
    const form = new RuleForm(many(6)).press('Add Rule');
    assert.ok(form.find('rule-6-when'));
    assert.deepEqual(form.focused, ['rule-6-when']);
  });

  it('shows its problem while it is folded', () => {
    const form = new RuleForm(many(6));
    form.problems = { 'reply.2.send': 'No.' };
    assert.match(form.text, /No\./);
    assert.equal(form.find('rule-2-send-0-problem'), undefined);
    form.pressId('rule-2-fold');
    assert.equal(form.control('rule-2-send-0-problem').text, 'No.');
    assert.equal(form.text.match(/No\./g)?.length, 1);
  });

  it('shows text that can’t be parsed as its problem while it is folded', () => {
    const form = new RuleForm(many(6)).pressId('rule-2-fold').type('rule-2-when', '\\q').pressId('rule-2-fold');
    assert.match(form.text, /"\\q" at character 1/);
  });

  it('ends or resets the connection', () => {
    const form = new RuleForm([rule]);
    form.choose('rule-0-close', 'reset');
    assert.deepEqual(form.rule, { ...rule, close: 'reset' });
    form.choose('rule-0-close', 'close');
    assert.deepEqual(form.rule, { ...rule, close: true });
    form.choose('rule-0-close', 'keep');
    assert.deepEqual(form.rule, rule);
  });
});
