import assert from 'node:assert/strict';
import { SocketError } from '../../../src/core/socketError.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('SocketError', () => {
  it('takes the code, the operation and the address of a system’s error, which it keeps', () => {
    const error = SocketError.from(refused, 'connect', 'tcp://127.0.0.1:1');
    const params = { operation: 'connect', address: 'tcp://127.0.0.1:1', detail: 'connect ECONNREFUSED' };
    assert.deepEqual(error.failure, { code: 'ECONNREFUSED', params });
    assert.equal(error.cause, refused);
    assert.equal(error.name, 'SocketError');
  });

  it('knows Unix sockets and Windows pipes by their address', () => {
    const kinds = ['unix:/tmp/a', '\\\\.\\pipe\\a', 'tcp://unix:1', 'unix.example:1'].map(
      address => SocketError.from(refused, 'listen', address).params.kind,
    );
    assert.deepEqual(kinds, ['unix', 'unix', undefined, undefined]);
  });

  it('passes an error of its own on as it is', () => {
    const error = new SocketError('NO_PEER');
    assert.equal(SocketError.from(error, 'send', 'x'), error);
  });

  it('has a code also for what isn’t a system’s error', () => {
    const { code, params } = SocketError.from('broken', 'read', 'x');
    assert.deepEqual([code, params.detail], ['UNKNOWN', 'broken']);
    assert.equal(SocketError.from(Object.assign(new Error('x'), { code: 5 }), 'read', 'x').code, 'UNKNOWN');
  });

  it('says its code and parameters where it has no message, and has no cause that it wasn’t given', () => {
    const error = new SocketError('WRONG_SIZE', { bytes: 3 });
    assert.equal(error.message, 'WRONG_SIZE {"bytes":3}');
    assert.ok(!('cause' in error));
    assert.equal(new SocketError('NO_PEER', {}, { message: 'no peer' }).message, 'no peer');
  });
});
