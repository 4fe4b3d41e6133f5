/** Raw files that ended early: how they are sent again, and what they leave when that is impossible. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileTests, readAll, variedBytes } from '../../../support/fileTests.ts';
import { eventSeen, type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';
import { seenBelow } from '../../../support/seenAt.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
const ending = { mode: 'raw', endAfter: true } as const;
const staying = { mode: 'raw', endAfter: false } as const;

describe('raw files that ended early', function () {
  this.timeout(30_000);
  const files = new FileTests();

  /** Resolves when the client is connected as this peer. Announcements would be a little too late. */
  async function connectedAs(peer: string, client: OpenEndpoint): Promise<void> {
    const find = async () => (await files.endpoints.engine.peers(client.id, 0, 2)).find(({ id }) => id === peer);
    await seen(client, async () => (await find())?.state === 'open' || undefined);
  }

  for (const how of ['clearTransfers', 'remove'] as const) {
    it(`handed over by a page are deleted from disk at ${how} when they can’t be retried`, async () => {
      const { engine, directory } = files.endpoints;
      const spools = () => readdir(join(directory, 'spools'));
      const { client, socket } = await files.clientAndSocket();
      const spool = await engine.openSpool('dropped', large.length);
      const [sent] = await engine.sendFiles(client.id, { files: [{ spool }], ...staying });
      assert.ok(sent);
      socket.resetAndDestroy();
      assert.equal((await files.ended(sent)).state, 'failed');
      await engine.spool(spool, large);
      await engine.closeSpool(spool, true);
      assert.equal((await spools()).length, 1);
      await engine[how](client.id);
      await seenBelow(join(directory, 'spools'), async () => (await spools()).length === 0);
    });
  }

  it('can’t be retried once a page has abandoned them, or say why', async () => {
    const { engine, directory } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port, { reconnect: { minMs: 1, maxMs: 10 } });
    const begin = async () => {
      const spool = await engine.openSpool('dropped', large.length);
      const [sent] = await engine.sendFiles(client.id, { files: [{ spool }], ...staying });
      assert.ok(sent);
      return { spool, sent };
    };
    const socket = await connection();
    const first = await begin();
    await engine.closeSpool(first.spool, false);
    const { failure, canRetry } = await files.ended(first.sent);
    assert.deepEqual([failure?.code, canRetry], ['SPOOL_ABANDONED', false]);

    const second = await begin();
    socket.resetAndDestroy();
    assert.equal((await files.ended(second.sent)).canRetry, true);
    await engine.closeSpool(second.spool, false);
    await connection();
    await connectedAs('p2', client);
    await assert.rejects(engine.retryTransfer(second.sent.id), { code: 'SPOOL_ABANDONED' });
    const spools = join(directory, 'spools');
    await seenBelow(spools, async () => (await readdir(spools)).length === 0);
  });

  it('are sent again whole, once, over the connection that replaced the lost one', async () => {
    const { engine } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port, { reconnect: { minMs: 1, maxMs: 10 } });
    const sent = await files.begin(client, await files.file('a', large), ending);
    (await connection()).resetAndDestroy();
    assert.equal((await files.ended(sent)).state, 'failed');
    const second = await connection();
    await connectedAs('p2', client);
    const [again, twice] = await Promise.allSettled([engine.retryTransfer(sent.id), engine.retryTransfer(sent.id)]);
    assert.ok(again.status === 'fulfilled' && twice.status === 'rejected');
    assert.equal(twice.reason.code, 'NO_TRANSFER');
    assert.deepEqual((await readAll(second.resume())).bytes, large);
    assert.equal((await files.ended(again.value)).state, 'done');
    assert.deepEqual(
      (await engine.transfers(client.id)).map(({ id }) => id),
      [again.value.id],
      'the failed one was replaced',
    );
    await assert.rejects(engine.retryTransfer(again.value.id), { code: 'NO_TRANSFER' });
  });

  it('are sent again by a closed client, which reconnects once for all', async () => {
    const { engine } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const paths = [await files.file('a', large), await files.file('b', 'b')];
    const sent = [
      await files.begin(client, paths[0] ?? '', staying),
      await files.begin(client, paths[1] ?? '', staying),
    ];
    (await connection()).resetAndDestroy();
    await Promise.all(sent.map(one => files.ended(one)));
    await seen(client, () => client.state === 'closed' || undefined);
    const again = await Promise.all(sent.map(({ id }) => engine.retryTransfer(id)));
    const second = await connection();
    second.resume();
    assert.deepEqual(
      (await Promise.all(again.map(one => files.ended(one)))).map(({ state }) => state),
      ['done', 'done'],
    );
    assert.equal(new Set(again.map(({ peer }) => peer.id)).size, 1);
    await client.close();
  });

  it('are not sent again over a connection that has ended, nor over another while that is sending a file', async () => {
    const { engine } = files.endpoints;
    const { client, socket } = await files.clientAndSocket();
    const carried = await files.begin(client, await files.file('a', large), staying);
    const queued = await files.begin(client, await files.file('b', 'b'), staying);
    await engine.cancelTransfer(queued.id);
    await files.ended(queued);
    socket.end();
    await eventSeen(client, 'peerEnded');
    await assert.rejects(engine.retryTransfer(queued.id), { code: 'STREAM_ENDED' });
    assert.equal((await engine.transfers(client.id)).find(({ id }) => id === queued.id)?.canRetry, true);
    assert.deepEqual((await readAll(socket)).bytes, large);
    assert.equal((await files.ended(carried)).state, 'done');
  });

  it('are not sent as a stream by an endpoint that has become UDP', async () => {
    const { engine } = files.endpoints;
    const server = await files.receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', 1024 * mebibyte), staying);
    await client.close();
    await files.ended(sent);
    await engine.reopen(client.id, { kind: 'udp', address: '127.0.0.1:0', remote: '127.0.0.1:9' });
    await assert.rejects(engine.retryTransfer(sent.id), RangeError);
    await engine.reopen(client.id, { kind: 'tcp-client', address: server.address });
    assert.equal((await engine.transfers(client.id))[0]?.canRetry, true);
  });

  it('report why a client can’t reconnect, and can be retried again', async () => {
    const { engine } = files.endpoints;
    const server = await files.receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', 1024 * mebibyte), staying);
    await server.close();
    await files.ended(sent);
    await assert.rejects(engine.retryTransfer(sent.id), { code: 'ECONNREFUSED' });
    await seen(client, () => client.state === 'failed' || undefined);
    assert.equal((await engine.transfers(client.id))[0]?.canRetry, true);
  });

  it('are not sent again to a server’s peer that is gone: it must return first', async () => {
    const { engine } = files.endpoints;
    const server = await files.endpoints.open({ kind: 'tcp-server', address: ':0' });
    const peer = await files.socket(server);
    const sent = await files.begin(server, await files.sparse('a', 1024 * mebibyte), staying);
    peer.resetAndDestroy();
    const { address } = (await files.ended(sent)).peer;
    await assert.rejects(engine.retryTransfer(sent.id), {
      code: 'PEER_GONE',
      params: { address, state: 'open', candidates: 0 },
    });
    await server.close();
    await assert.rejects(engine.retryTransfer(sent.id), { code: 'PEER_GONE', params: { address, state: 'closed' } });
    await engine.reopen(server.id);
    await seen(server, () => server.state === 'open' || undefined);
    const back = await files.socket(server);
    await seen(server, () => server.counters.peers > 0 || undefined);
    const again = await engine.retryTransfer(sent.id);
    back.resetAndDestroy();
    assert.equal((await files.ended(again)).state, 'failed');
  });
});
