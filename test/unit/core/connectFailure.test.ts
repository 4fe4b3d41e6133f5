import assert from 'node:assert/strict';
import { canKeepTrying, keptTrying, mayConnectLater } from '../../../src/core/connectFailure.ts';
import type { SocketFailure, SocketOperation, SystemCode } from '../../../src/core/errorParams.ts';
import { SocketError } from '../../../src/core/socketError.ts';

const failure = (code: SystemCode, operation: SocketOperation = 'connect'): SocketFailure => ({
  code,
  params: { operation, address: 'tcp://127.0.0.1:1' },
});

describe('a connection failure', () => {
  it('is temporary if the other side, the network or a name is missing', () => {
    for (const code of [
      'ECONNREFUSED',
      'ENOENT',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ETIMEDOUT',
      'ECONNRESET',
    ] as const)
      assert.ok(mayConnectLater(failure(code)), code);
    const address = 'tcp://127.0.0.1:1';
    assert.ok(mayConnectLater({ code: 'CONNECT_TIMEOUT', params: { address, timeoutMs: 1 } }));
    assert.ok(mayConnectLater({ code: 'CONNECTION_LOST', params: { address } }));
  });

  it('is permanent if this machine can’t do what the config asks for, and isn’t a connection failure elsewhere', () => {
    for (const code of ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENAMETOOLONG', 'ERR_INVALID_IP_ADDRESS'] as const)
      assert.ok(!mayConnectLater(failure(code)), code);
    const { failure: canceled } = new SocketError('CANCELLED');
    for (const other of [failure('EADDRINUSE', 'listen'), failure('EPIPE', 'send'), canceled])
      assert.ok(!mayConnectLater(other), other.code);
  });

  it('lets clients keep trying, with their own delays and no limit', () => {
    const client = { kind: 'tcp-client', address: ':1' } as const;
    assert.ok(canKeepTrying(client, failure('ECONNREFUSED')));
    assert.ok(!canKeepTrying(client, undefined));
    assert.ok(!canKeepTrying({ kind: 'udp', address: ':1' }, failure('ECONNREFUSED')));
    assert.deepEqual(keptTrying(client).reconnect, { minMs: 250, maxMs: 5000 });
    assert.deepEqual(keptTrying({ ...client, reconnect: { minMs: 1, maxMs: 2, attempts: 3 } }).reconnect, {
      minMs: 1,
      maxMs: 2,
    });
  });
});
