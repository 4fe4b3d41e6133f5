import assert from 'node:assert/strict';
import { RuleForm } from '../../../../support/ruleForm.ts';

describe('the condition of a rule', () => {
  it('describes the whole message, its start or any part of it, as text and as hex', () => {
    const form = new RuleForm([{ when: { text: 'a' }, send: 'b' }]);
    form.choose('rule-0-match', 'start');
    assert.deepEqual(form.rule.when, { text: 'a', match: 'start' });
    form.type('rule-0-when', 'ab').choose('rule-0-kind', 'hex');
    assert.deepEqual(form.rule.when, { hex: '61 62', match: 'start' });
    form.choose('rule-0-match', 'contains').choose('rule-0-match', 'whole');
    assert.deepEqual(form.rule.when, { hex: '61 62' });
  });

  it('keeps the part of the message while it is a pattern, which has flags instead', () => {
    const form = new RuleForm([{ when: { text: 'a', match: 'contains' } }]);
    form.choose('rule-0-kind', 'regex').press('Ignore case (i)');
    assert.deepEqual(form.rule.when, { regex: 'a', flags: 'i' });
    assert.deepEqual([form.find('rule-0-match'), form.find('rule-0-when-holes')], [undefined, undefined]);
    form.choose('rule-0-kind', 'text');
    assert.deepEqual(form.rule.when, { text: 'a', match: 'contains' });
  });

  it('lists its placeholders at the press of a button', () => {
    const form = new RuleForm([{ when: { hex: '01' } }]).pressId('rule-0-when-holes');
    assert.match(form.text, /\{\{\?number:u16be\}\} captures a number of two bytes/);
  });
});
