import assert from 'node:assert/strict';
import type { ReplyRule } from '../../../../../src/core/endpointConfig.ts';
import { RuleForm } from '../../../../support/ruleForm.ts';
import { elements } from '../../../../support/templates.ts';

describe('what few need in a rule', () => {
  const when = { text: 'a' };
  const isOpen = (form: RuleForm) =>
    elements(form.template).find(({ attributes }) => String(attributes.class).includes('rule-more'))?.attributes[
      '?open'
    ];

  it('is folded unless some of it is set or invalid', () => {
    assert.equal(isOpen(new RuleForm([{ when, send: 'b' }])), false);
    for (const more of [
      { state: '' },
      { goTo: 'x' },
      { times: 1 },
      { raw: true as const },
      { framing: 'slip' as const },
    ])
      assert.equal(isOpen(new RuleForm([{ when, ...more }])), true, JSON.stringify(more));
    const wrong = new RuleForm([{ when }]);
    wrong.problems = { 'reply.0.times': 'No.' };
    assert.equal(isOpen(wrong), true);
    assert.equal(isOpen(new RuleForm([{ when }]).more()), true);
  });

  it('has states, of which the initial one has no name', () => {
    const form = new RuleForm([{ when }, { when, state: 'data', goTo: 'command' }]).more();
    form.type('rule-0-state', 'data').type('rule-0-goTo', 'end');
    assert.deepEqual(form.rule, { when, state: 'data', goTo: 'end' });
    form.type('rule-0-state', '');
    assert.deepEqual(form.rule, { when, goTo: 'end' });
    form.check('rule-0-state-initial', true).check('rule-0-goTo-initial', true);
    assert.deepEqual(form.rule, { when, state: '', goTo: '' });
    assert.equal(form.control('rule-0-state').attributes['?disabled'], true);
    form.check('rule-0-state-initial', false);
    assert.deepEqual(form.rule, { when, goTo: '' });
  });

  it('suggests the states that rules name', () => {
    const form = new RuleForm([
      { when, state: 'data', goTo: 'command' },
      { when, state: '', goTo: 'data' },
    ]);
    const list = form.control('rule-states');
    assert.deepEqual(
      list.inside.map(({ attributes }) => attributes.value),
      ['data', 'command'],
    );
    assert.equal(form.control('rule-0-goTo').attributes.list, 'rule-states');
  });

  it('has a number of times, and replies without framing', () => {
    const form = new RuleForm([{ when }]).more();
    form.enter('rule-0-times', 3).check('rule-0-raw', true);
    assert.deepEqual(form.rule, { when, times: 3, raw: true });
    form.enter('rule-0-times').check('rule-0-raw', false);
    assert.deepEqual(form.rule, { when });
  });

  it('changes the framing, with the same fields as the endpoint’s, in places of their own', () => {
    const form = new RuleForm([{ when }], { framing: 'slip' }).more();
    form.check('rule-0-reframe', true);
    form.choose('field-reply-0-framing', 'fixed').enter('field-reply-0-framing-fixed', 8);
    assert.deepEqual(form.rule, { when, framing: { fixed: 8 } });
    form.problems = { 'reply.0.framing.fixed': 'No.' };
    assert.equal(form.control('field-reply-0-framing-fixed-problem').text, 'No.');
    form.check('rule-0-reframe', false);
    assert.deepEqual([form.rule, form.draft.config.framing], [{ when }, 'slip']);
  });

  it('shows a framing per direction, and the problem of a whole framing where its type is chosen', () => {
    const framing = { in: 'slip', out: { fixed: 2 } } as unknown as NonNullable<ReplyRule['framing']>;
    const form = new RuleForm([{ when, framing }]);
    form.enter('field-reply-0-framing-out-fixed', 3).choose('field-reply-0-framing-in', 'cobs');
    assert.deepEqual(form.rule.framing, { in: 'cobs', out: { fixed: 3 } });
    form.problems = { 'reply.0.framing.in': 'No.' };
    assert.equal(form.control('field-reply-0-framing-in-problem').text, 'No.');
    assert.equal(form.text.match(/No\./g)?.length, 1);
  });

  it('has no framing for datagrams, unless it is set', () => {
    assert.equal(new RuleForm([{ when }], { kind: 'udp' }).more().find('rule-0-raw'), undefined);
    assert.ok(new RuleForm([{ when, raw: true }], { kind: 'udp' }).find('rule-0-raw'));
  });
});
