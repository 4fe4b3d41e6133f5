import assert from 'node:assert/strict';
import { OwnAnswerGuard } from '../../../../src/engine/answers/ownAnswerGuard.ts';

const frame = new Uint8Array(1);

/** Answers incoming messages until a loop is detected. Returns the number of answers. */
function answersOf(guard: OwnAnswerGuard): number {
  for (let answers = 0; ; answers++) {
    if (guard.isLoop()) return answers;
    guard.sent(frame, 'answer');
  }
}

describe('a socket that answers itself', () => {
  it('stops, whatever it answers and whether or not it was sent to its address', () => {
    assert.equal(answersOf(new OwnAnswerGuard()), 15);
  });

  it('may answer again after a send', () => {
    const guard = new OwnAnswerGuard();
    answersOf(guard);
    assert.ok(guard.isLoop());
    guard.sent(frame, 'send');
    assert.equal(answersOf(guard), 15);
  });
});
