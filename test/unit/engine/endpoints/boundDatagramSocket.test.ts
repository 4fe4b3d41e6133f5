import assert from 'node:assert/strict';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import type { SocketError } from '../../../../src/core/socketError.ts';
import {
  type BoundDatagramSocket,
  bindDatagramSocket,
  connectDatagramSocket,
  isOwnAddress,
  resolveHost,
} from '../../../../src/engine/endpoints/boundDatagramSocket.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

describe('a bound datagram socket', () => {
  const bound: BoundDatagramSocket[] = [];
  const bind = async (...about: Parameters<typeof bindDatagramSocket>) => {
    const socket = await bindDatagramSocket(...about);
    bound.push(socket);
    return socket;
  };

  afterEach(() => {
    for (const socket of bound.splice(0)) socket.close();
  });

  it('has the port picked by the system, and the family of its address', async () => {
    const [four, six] = [await bind('127.0.0.1', 0, {}), await bind('::1', 0, {})];
    assert.deepEqual([four.family, six.family], [4, 6]);
    assert.deepEqual([four.socket.address().port, four.port > 0], [four.port, true]);
    assert.equal((await bind('localhost', 0, {})).port > 0, true);
  });

  it('reports why it can’t be bound, and where', async () => {
    const { port } = await bind('127.0.0.1', 0, {});
    await assert.rejects(bind('127.0.0.1', port, {}), (error: SocketError) => {
      const { operation, address } = paramsOf(error);
      assert.deepEqual([error.code, operation, address], ['EADDRINUSE', 'bind', `udp://127.0.0.1:${port}`]);
      return true;
    });
    await assert.rejects(bind('192.0.2.1', 0, {}), { code: 'EADDRNOTAVAIL' });
    await assert.rejects(bind('no-such-host.invalid', 0, {}), /ENOTFOUND|EAI_AGAIN/);
  });

  it('shares its port if allowed', async () => {
    const { port } = await bind('127.0.0.1', 0, { reuseAddress: true });
    assert.equal((await bind('127.0.0.1', port, { reuseAddress: true })).port, port);
  });

  it('may send broadcasts only if configured', async () => {
    const send = async (broadcast: boolean) => {
      const { socket } = await bind('0.0.0.0', 0, { broadcast });
      return new Promise(resolve => socket.send('x', 9, '255.255.255.255', resolve));
    };
    assert.equal(((await send(false)) as NodeJS.ErrnoException).code, 'EACCES');
    assert.notEqual(((await send(true)) as NodeJS.ErrnoException | null)?.code, 'EACCES');
  });

  it('receives only from the address it is connected to', async () => {
    const [one, other, stranger] = [
      await bind('127.0.0.1', 0, {}),
      await bind('127.0.0.1', 0, {}),
      await bind('127.0.0.1', 0, {}),
    ];
    await connectDatagramSocket(one.socket, '127.0.0.1', other.port);
    const received = once(one.socket, 'message');
    await new Promise(sent => stranger.socket.send('stranger', one.port, '127.0.0.1', sent));
    other.socket.send('other', one.port, '127.0.0.1');
    assert.equal(String((await received)[0]), 'other');
  });

  it('reports why it can’t be connected', async () => {
    const { socket } = await bind('127.0.0.1', 0, {});
    await assert.rejects(connectDatagramSocket(socket, '::1', 9), (error: SocketError) => {
      const { operation, address } = paramsOf(error);
      assert.deepEqual([operation, address], ['connect', 'udp://[::1]:9']);
      return true;
    });
  });
});

describe('the address of a host', () => {
  it('belongs to an available family', async () => {
    assert.deepEqual(await resolveHost('127.0.0.1', [6, 4], 'a'), { host: '127.0.0.1', family: 4 });
    assert.deepEqual(await resolveHost('::1', [4, 6], 'a'), { host: '::1', family: 6 });
    assert.equal((await resolveHost('localhost', [4], 'a')).host, '127.0.0.1');
  });

  it('is undefined if the socket has another family, or it can’t be resolved', async () => {
    await assert.rejects(resolveHost('::1', [4], 'udp://[::1]:9'), {
      code: 'EAFNOSUPPORT',
      params: { operation: 'send', address: 'udp://[::1]:9', family: 6 },
    });
    await assert.rejects(resolveHost('no-such-host.invalid', [4], 'a'), /ENOTFOUND|EAI_AGAIN/);
  });
});

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
