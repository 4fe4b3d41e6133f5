import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { FormDraft } from '../../../../../webview/form/formDraft.ts';
import { unfoldRule } from '../../../../../webview/form/rules/unfoldRule.ts';

describe('going to a control in a rule', () => {
  const opened = (id: string, rules: number) => {
    const reply = Array.from({ length: rules }, () => ({ when: { text: 'a' } }));
    const draft = new FormDraft({ kind: 'udp', address: ':0', reply }, undefined, () => undefined);
    unfoldRule(draft, id);
    return ['reply.3.rule', 'reply.3.more'].filter(path => draft.isOpen(path));
  };

  it('opens the rule, and what few need if the control is there', () => {
    assert.deepEqual(opened('rule-3-when', 6), ['reply.3.rule']);
    assert.deepEqual(opened('rule-3-times', 6), ['reply.3.rule', 'reply.3.more']);
    assert.deepEqual(opened('field-reply-3-framing-fixed', 6), ['reply.3.rule', 'reply.3.more']);
    assert.deepEqual(opened('rule-3-when', 4), []);
  });

  it('opens nothing for buttons that a folded rule has, and for other controls', () => {
    for (const id of ['rule-3-up', 'rule-3-remove', 'rule-sample', 'field-address'])
      assert.deepEqual(opened(id, 6), [], id);
  });
});
