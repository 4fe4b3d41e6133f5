import assert from 'node:assert/strict';
import type { PanelTrial, PanelTriedFrame } from '../../../../../src/protocol/panelCalls.ts';
import { trialOutcome } from '../../../../../webview/form/rules/trialOutcome.ts';
import { textOf } from '../../../../support/templates.ts';

describe('the outcome of a message in a trial', () => {
  const frame = (more: Partial<PanelTriedFrame>): PanelTriedFrame => ({
    ...{ received: 'a', frames: [], captured: {}, state: '' },
    ...more,
  });
  const said = (trial: PanelTrial, hasStates = false) => textOf(trialOutcome(trial, { hasStates }));
  const saidOf = (more: Partial<PanelTriedFrame>, hasStates = false) => said({ frames: [frame(more)] }, hasStates);

  it('says which rule replies, counted from 1, and with what', () => {
    assert.equal(saidOf({ rule: 0, frames: ['pong', 'bye'] }), 'Rule 1 replies: pong bye');
    assert.equal(saidOf({ rule: 1 }), 'Rule 2 matches, without a reply.');
    assert.equal(saidOf({}), 'No rule matches.');
    assert.equal(saidOf({ rule: 1, problem: 'too long' }), 'Rule 2 matches, but its reply can’t be sent: too long');
  });

  it('explains that bytes match the whole message if the sample has another length', () => {
    const lengthMismatch = { rule: 0, patternBytes: 3, messageBytes: 12 };
    assert.equal(
      saidOf({ lengthMismatch }),
      'No rule matches. Rule 1 only matches messages of exactly 3 bytes; the sample has 12 bytes.',
    );
  });

  it('shows the state, what was captured, and how it goes on', () => {
    const more = {
      captured: { user: 'bob', '1': 'b' },
      tooLong: ['body'],
      delayMs: 5,
      times: 2,
      framing: 'slip' as const,
    };
    assert.equal(
      saidOf({ rule: 0, frames: ['x'], state: 'data', ...more }, true),
      'Rule 1 replies: x user = bob body is too long to be kept after 5 ms applied 2 times another framing from here on state data',
    );
    assert.equal(
      saidOf({ rule: 0, frames: ['x'], close: 'end', state: 'data' }, true),
      'Rule 1 replies: x connection closed',
    );
    assert.equal(saidOf({ rule: 0, close: 'reset' }), 'Rule 1 matches, without a reply. connection reset');
    assert.equal(saidOf({ rule: 0, frames: ['x'] }, true), 'Rule 1 replies: x initial state');
  });

  it('shows each message that the framing makes of it', () => {
    const frames = [frame({ received: 'a', rule: 0, frames: ['1'] }), frame({ received: 'b', flaw: 'cut' })];
    assert.equal(said({ frames }), '2 messages:a Rule 1 replies: 1b The framing reports a flaw. No rule matches.');
    assert.equal(said({ frames: [] }), 'The framing waits for the rest of the message.');
    assert.equal(said({ frames: [], problem: 'No.' }), 'The framing can’t send this message: No.');
    assert.equal(said({ frames: [], isLate: true }), 'The connection has ended: no reply.');
  });
});
