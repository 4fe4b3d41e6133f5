import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { withPageError } from '../../../../src/host/page/withPageError.ts';

describe('page errors', () => {
  it('don’t affect the result of a call', async () => {
    assert.equal(await withPageError(Promise.resolve(7)), 7);
  });

  it('reject with a sentence, and keep the error as the cause', async () => {
    const error = new SocketError('NO_ENDPOINT', { endpoint: 'x' });
    await assert.rejects(withPageError(Promise.reject(error)), thrown => {
      assert.ok(thrown instanceof Error);
      assert.equal(thrown.message, 'No endpoint is named “x”.');
      assert.equal(thrown.cause, error);
      return true;
    });
  });

  it('keep the code of a refused question, which isn’t a failure', async () => {
    const error = new SocketError('QUESTION_OPEN');
    await assert.rejects(withPageError(Promise.reject(error)), {
      code: 'QUESTION_OPEN',
      message: 'Another question is still open. Answer it first.',
      cause: error,
    });
    await assert.rejects(
      withPageError(Promise.reject(new SocketError('NO_VIDEO'))),
      (thrown: object) => !('code' in thrown),
    );
  });

  it('show invisible characters in the sentence', async () => {
    const error = new SocketError('NO_ENDPOINT', { endpoint: 'x\u202e\n' });
    await assert.rejects(withPageError(Promise.reject(error)), { message: 'No endpoint is named “x\\u{202e} ”.' });
  });
});
