import assert from 'node:assert/strict';
import { SocketError } from '../../../src/core/socketError.ts';
import { paramsOf } from '../../support/paramsOf.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('SocketError', () => {
  it('takes the code, operation and address from a system error, and keeps it as the cause', () => {
    const error = SocketError.from(refused, 'connect', 'tcp://127.0.0.1:1');
    const params = { operation: 'connect', address: 'tcp://127.0.0.1:1', detail: 'connect ECONNREFUSED' };
    assert.deepEqual(error.failure, { code: 'ECONNREFUSED', params });
    assert.equal(error.cause, refused);
    assert.equal(error.name, 'SocketError');
  });

  it('recognizes Unix sockets and Windows pipes by their address', () => {
    const kinds = ['unix:/tmp/a', '\\\\.\\pipe\\a', 'tcp://unix:1', 'unix.example:1'].map(
      address => paramsOf(SocketError.from(refused, 'listen', address)).kind,
    );
    assert.deepEqual(kinds, ['unix', 'unix', undefined, undefined]);
  });

  it('returns a SocketError unchanged', () => {
    const error = new SocketError('NO_PEER');
    assert.equal(SocketError.from(error, 'send', 'x'), error);
  });

  it('has the same failure as an equal one', () => {
    for (const error of [refused, 'broken', new SocketError('NO_PEER'), Object.assign(new Error('x'), { code: 5 })])
      for (const address of ['tcp://127.0.0.1:1', 'unix:/tmp/a'])
        assert.deepEqual(
          SocketError.failureFrom(error, 'read', address),
          SocketError.from(error, 'read', address).failure,
        );
  });

  it('has a code even for what isn’t a system error', () => {
    const error = SocketError.from('broken', 'read', 'x');
    assert.deepEqual([error.code, paramsOf(error).detail], ['UNKNOWN', 'broken']);
    assert.equal(SocketError.from(Object.assign(new Error('x'), { code: 5 }), 'read', 'x').code, 'UNKNOWN');
  });

  it('shows its code and parameters without a message, and has no cause unless given', () => {
    const error = new SocketError('WRONG_SIZE', { size: 3 });
    assert.equal(error.message, 'WRONG_SIZE {"size":3}');
    assert.ok(!('cause' in error));
    assert.equal(new SocketError('NO_PEER', {}, { message: 'no peer' }).message, 'no peer');
  });

  it('can be recreated from its failure, with another message if given', () => {
    const { failure } = new SocketError('WRONG_SIZE', { size: 3 });
    assert.deepEqual(SocketError.of(failure).failure, failure);
    assert.equal(SocketError.of(failure, { message: 'wrong' }).message, 'wrong');
  });

  it('accepts the parameters of its code, and no others', () => {
    assert.deepEqual(new SocketError('NO_VIDEO').params, {});
    // Checked by the compiler.
    const wrong = [
      // @ts-expect-error Unknown code.
      () => new SocketError('NO_PICTURES'),
      // @ts-expect-error System codes have their own factory.
      () => new SocketError('EACCES', { operation: 'listen', address: '' }),
      // @ts-expect-error The parameters are missing.
      () => new SocketError('BUSY'),
      // @ts-expect-error One parameter is missing.
      () => new SocketError('DISK_FULL', { reason: 'ENOSPC' }),
      // @ts-expect-error A parameter has another type.
      () => new SocketError('WRONG_SIZE', { size: '3' }),
      // @ts-expect-error An optional parameter is misspelled.
      () => new SocketError('BUSY', { address: '', carrys: 'video' }),
      // @ts-expect-error This code has no parameters.
      () => new SocketError('NO_VIDEO', { video: 1 }),
      // @ts-expect-error These belong to another permission.
      () => new SocketError('NOT_ALLOWED', { permission: 'listen', path: '/tmp' }),
      // @ts-expect-error Unknown operation.
      () => SocketError.system('EACCES', { operation: 'open', address: '' }),
    ];
    assert.equal(wrong.length, 9);
  });

  it('has a failure whose parameters belong to its code', () => {
    const { failure } = SocketError.from(refused, 'connect', 'tcp://127.0.0.1:1');
    assert.ok(failure.code === 'ECONNREFUSED' && failure.params.operation === 'connect');
  });
});
