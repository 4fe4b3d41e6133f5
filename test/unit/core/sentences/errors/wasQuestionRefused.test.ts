import assert from 'node:assert/strict';
import { wasQuestionRefused } from '../../../../../src/core/sentences/errors/wasQuestionRefused.ts';
import { SocketError } from '../../../../../src/core/socketError.ts';

describe('wasQuestionRefused', () => {
  it('is true only for questions that may not be asked now', () => {
    const refused = [new SocketError('QUESTION_OPEN'), new SocketError('QUESTIONS_DISMISSED')];
    const others = [new SocketError('NO_VIDEO'), new Error('QUESTION_OPEN'), { code: 'QUESTION_OPEN' }, undefined];
    assert.deepEqual([...refused, ...others].map(wasQuestionRefused), [true, true, false, false, false, false]);
  });
});
