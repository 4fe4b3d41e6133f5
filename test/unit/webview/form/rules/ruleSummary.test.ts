import assert from 'node:assert/strict';
import type { ReplyRule } from '../../../../../src/core/endpointConfig.ts';
import { ruleSummary } from '../../../../../webview/form/rules/ruleSummary.ts';
import { textOf } from '../../../../support/templates.ts';

describe('a folded rule', () => {
  const said = (rule: ReplyRule) => textOf(ruleSummary(rule, 'utf8'));

  it('says in one line what it does', () => {
    assert.equal(
      said({ when: { text: '.' }, send: '250 OK\r\n', state: 'data', goTo: 'command' }),
      'in state data, text . → 250 OK\\r\\n, then state command',
    );
    assert.equal(
      said({ when: { text: 'QUIT', match: 'start' }, send: 'bye', close: true }),
      'starts with text QUIT → bye, then close',
    );
    assert.equal(
      said({ when: { hex: '01 ..', match: 'contains' }, send: { hex: 'ff' } }),
      'contains bytes 01 .. → \\xff',
    );
    assert.equal(said({ when: { regex: '^a' }, close: 'reset', times: 1 }), 'pattern ^a → no reply, then reset, once');
    assert.equal(
      said({ when: { regex: '' }, send: 'a', state: '', goTo: '' }),
      'in the initial state, every message → a, then the initial state',
    );
  });

  it('shows the first answers, and what few rules have', () => {
    assert.equal(said({ when: { text: 'a' }, send: ['b', '', 'c', 'd'] }), 'text a → b, ∅, 2 more');
    const rule: ReplyRule = { when: { text: 'a' }, send: 'b', raw: true, delayMs: 5, framing: 'slip', times: 3 };
    assert.equal(said(rule), 'text a → b, without framing, after 5 ms, then another framing, 3 times');
  });

  it('shortens long texts', () => {
    assert.equal(said({ when: { text: 'a'.repeat(61) }, send: 'b' }), `text ${'a'.repeat(60)}… → b`);
  });
});
