import assert from 'node:assert/strict';
import { pageError } from '../../../../src/client/page/pageError.ts';

describe('an error that a page returns', () => {
  it('has its message, even a long one', () => {
    assert.deepEqual(pageError({ message: 'no' }), new Error('no'));
    assert.equal(pageError({ message: 'n'.repeat(5000) }).message.length, 1000);
  });

  it('has some message if the page gave none', () => {
    for (const error of [undefined, null, 7, 'no', {}, { message: 7 }, []])
      assert.deepEqual(pageError(error), new Error('the page failed'));
  });

  it('has nothing that affects the host’s behavior', () => {
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
