import assert from 'node:assert/strict';
import { SocketError } from '../../../src/core/socketError.ts';
import { paramsOf } from '../../support/paramsOf.ts';

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
      address => paramsOf(SocketError.from(refused, 'listen', address)).kind,
    );
    assert.deepEqual(kinds, ['unix', 'unix', undefined, undefined]);
  });

  it('passes an error of its own on as it is', () => {
    const error = new SocketError('NO_PEER');
    assert.equal(SocketError.from(error, 'send', 'x'), error);
  });

  it('has the same failure as one that isn’t made for it', () => {
    for (const error of [refused, 'broken', new SocketError('NO_PEER'), Object.assign(new Error('x'), { code: 5 })])
      for (const address of ['tcp://127.0.0.1:1', 'unix:/tmp/a'])
        assert.deepEqual(
          SocketError.failureFrom(error, 'read', address),
          SocketError.from(error, 'read', address).failure,
        );
  });

  it('has a code also for what isn’t a system’s error', () => {
    const error = SocketError.from('broken', 'read', 'x');
    assert.deepEqual([error.code, paramsOf(error).detail], ['UNKNOWN', 'broken']);
    assert.equal(SocketError.from(Object.assign(new Error('x'), { code: 5 }), 'read', 'x').code, 'UNKNOWN');
  });

  it('says its code and parameters where it has no message, and has no cause that it wasn’t given', () => {
    const error = new SocketError('WRONG_SIZE', { size: 3 });
    assert.equal(error.message, 'WRONG_SIZE {"size":3}');
    assert.ok(!('cause' in error));
    assert.equal(new SocketError('NO_PEER', {}, { message: 'no peer' }).message, 'no peer');
  });

  it('is the same again from its failure, with another message if one is given', () => {
    const { failure } = new SocketError('WRONG_SIZE', { size: 3 });
    assert.deepEqual(SocketError.of(failure).failure, failure);
    assert.equal(SocketError.of(failure, { message: 'wrong' }).message, 'wrong');
  });

  it('takes the parameters of its code, and no others', () => {
    assert.deepEqual(new SocketError('NO_VIDEO').params, {});
    // Checked by the compiler.
    const wrong = [
      // @ts-expect-error There is no such code.
      () => new SocketError('NO_PICTURES'),
      // @ts-expect-error The system’s codes have a factory of their own.
      () => new SocketError('EACCES', { operation: 'listen', address: '' }),
      // @ts-expect-error The parameters are missing.
      () => new SocketError('BUSY'),
      // @ts-expect-error One of them is.
      () => new SocketError('DISK_FULL', { reason: 'ENOSPC' }),
      // @ts-expect-error It has another type.
      () => new SocketError('WRONG_SIZE', { size: '3' }),
      // @ts-expect-error One is misspelled, though it may be absent.
      () => new SocketError('BUSY', { address: '', carrys: 'video' }),
      // @ts-expect-error This code has none.
      () => new SocketError('NO_VIDEO', { video: 1 }),
      // @ts-expect-error These belong to another permission.
      () => new SocketError('NOT_ALLOWED', { permission: 'listen', path: '/tmp' }),
      // @ts-expect-error There is no such operation.
      () => SocketError.system('EACCES', { operation: 'open', address: '' }),
    ];
    assert.equal(wrong.length, 9);
  });

  it('has a failure whose parameters belong to its code', () => {
    const { failure } = SocketError.from(refused, 'connect', 'tcp://127.0.0.1:1');
    assert.ok(failure.code === 'ECONNREFUSED' && failure.params.operation === 'connect');
  });
});
