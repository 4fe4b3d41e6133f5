import assert from 'node:assert/strict';
import type { ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { movedWithAnswers, movedWithRules } from '../../../../webview/form/ruleMoves.ts';

describe('state stored by rule path', () => {
  const rules: ReplyRule[] = ['a', 'b', 'c'].map(text => ({ when: { text }, send: '' }));
  const [a, b, c] = rules as [ReplyRule, ReplyRule, ReplyRule];
  const entries = { greeting: 'g', 'reply.0.send': 'a', 'reply.1.when.text': 'b', 'reply.2.when#hex': 'c' };

  it('moves with the rules', () => {
    assert.deepEqual(movedWithRules(entries, rules, [b, a, { ...a }, c]), {
      greeting: 'g',
      'reply.1.send': 'a',
      'reply.0.when.text': 'b',
      'reply.3.when#hex': 'c',
    });
  });

  it('is removed with the rules', () => {
    assert.deepEqual(movedWithRules(entries, rules, [c]), { greeting: 'g', 'reply.0.when#hex': 'c' });
    assert.deepEqual(movedWithRules(entries, [], rules), { greeting: 'g' });
  });

  it('stays if it belongs to all rules', () => {
    const all = { reply: 'x', 'reply#rules': 'y' };
    assert.deepEqual(movedWithRules(all, rules, []), all);
  });

  it('move with the answers of one rule', () => {
    const entries = {
      'reply.1.send.0': 'a',
      'reply.1.send.1.hex': 'b',
      'reply.1.send.2.holes': 'c',
      'reply.2.send.0': 'd',
    };
    assert.deepEqual(movedWithAnswers(entries, 1, [undefined, 2, 0]), {
      'reply.1.send.2': 'a',
      'reply.1.send.1.holes': 'c',
      'reply.2.send.0': 'd',
    });
  });
});
