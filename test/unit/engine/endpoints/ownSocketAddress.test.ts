import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { type BoundDatagramSocket, bindDatagramSocket } from '../../../../src/engine/endpoints/boundDatagramSocket.ts';
import { isOwnAddress } from '../../../../src/engine/endpoints/ownSocketAddress.ts';

describe('a datagram socket’s own address', () => {
  let bound: BoundDatagramSocket | undefined;

  afterEach(() => bound?.close());

  it('is the one it is bound to', async () => {
    bound = await bindDatagramSocket('127.0.0.1', 0, {});
    const { port } = bound;
    assert.ok(isOwnAddress(bound, '127.0.0.1', port));
    assert.equal(isOwnAddress(bound, '127.0.0.1', port + 1), false);
    assert.equal(isOwnAddress(bound, '127.0.0.2', port), false);
  });

  it('is any of the machine’s if it is bound to all', async () => {
    bound = await bindDatagramSocket('0.0.0.0', 0, {});
    const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
    for (const host of ['127.0.0.1', '127.3.2.1', ...own]) assert.ok(isOwnAddress(bound, host, bound.port), host);
    assert.equal(isOwnAddress(bound, '192.0.2.1', bound.port), false);
  });
});
