import assert from 'node:assert/strict';
import { pageError } from '../../../../src/client/page/pageError.ts';

describe('the error that a page answers with', () => {
  it('is its message, which may be long', () => {
    assert.deepEqual(pageError({ message: 'no' }), new Error('no'));
    assert.equal(pageError({ message: 'n'.repeat(5000) }).message.length, 1000);
  });

  it('is some message where it has none', () => {
    for (const error of [undefined, null, 7, 'no', {}, { message: 7 }, []])
      assert.deepEqual(pageError(error), new Error('the page failed'));
  });

  it('is nothing that decides what the host does', () => {
    const error = pageError({
      portsideError: 'SocketError',
      message: 'no',
      code: 'NOT_ALLOWED',
      params: {},
      stack: 'at page',
    });
    assert.equal(Object.getPrototypeOf(error), Error.prototype);
    assert.deepEqual(Object.keys(error), []);
    assert.doesNotMatch(error.stack ?? '', /at page$/);
  });
});
