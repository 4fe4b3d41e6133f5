import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { listenOnStablePort } from '../../../src/camera/stablePort.ts';

describe('a stable port', () => {
  let kept: unknown;
  let open: Server[];

  beforeEach(() => {
    kept = undefined;
    open = [];
  });
  afterEach(() => {
    for (const server of open) server.close();
  });

  function server(): Server {
    const created = createServer();
    open.push(created);
    return created;
  }
  function listen(on = server()): Promise<number> {
    const set = (ports: readonly number[]) => {
      kept = ports;
    };
    return listenOnStablePort(on, { get: () => kept, set });
  }
  async function taken(): Promise<number> {
    const other = server().listen(0, '127.0.0.1');
    await once(other, 'listening');
    return (other.address() as { port: number }).port;
  }

  it('stays the same the next time, on loopback', async () => {
    const first = server();
    const port = await listen(first);
    assert.deepEqual(first.address(), { address: '127.0.0.1', family: 'IPv4', port });
    first.close();
    await once(first, 'close');
    const second = server();
    assert.equal(await listen(second), port);
    assert.deepEqual(second.address(), { address: '127.0.0.1', family: 'IPv4', port });
    assert.deepEqual(kept, [port]);
  });

  it('is the first stored one that is free, and then nothing is stored again', async () => {
    const free = server();
    const port = await listen(free);
    free.close();
    await once(free, 'close');
    kept = [await taken(), port, 1];
    const before = kept;
    assert.equal(await listen(), port);
    assert.equal(kept, before);
  });

  it('is a new one, stored as the last of eight, if the others are taken', async () => {
    const port = await taken();
    kept = Array(8).fill(port);
    const found = await listen();
    assert.notEqual(found, port);
    assert.deepEqual(kept, [...Array(7).fill(port), found]);
  });

  it('is found whatever was stored', async () => {
    for (const nonsense of [undefined, null, 'x', {}, [0, -1, 65_536, 1.5, '80', null, Number.NaN]]) {
      kept = nonsense;
      assert.deepEqual(kept, nonsense);
      const port = await listen();
      assert.deepEqual(kept, [port]);
    }
  });
});
