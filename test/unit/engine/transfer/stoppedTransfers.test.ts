/** Framed files between two engines that are canceled, paused or cut off on their way, and how they continue. */
import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { hasEnded, type TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { FileTests } from '../../../support/fileTests.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

const mebibyte = 1024 * 1024;
/** More than all buffers on the way hold when the first bytes are written. */
const endless = 24 * mebibyte;
const framed = { mode: 'framed' } as const;

describe('framed files that are stopped', function () {
  this.timeout(30_000);
  const files = new FileTests();
  const receiver = () => files.receiver({ mode: 'framed' });

  it('are canceled by the sender: the receiver keeps a part, and the next one is sent', async () => {
    const server = await receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', endless), framed);
    await files.writing(server);
    await files.endpoints.engine.cancelTransfer(sent.id);
    const next = files.send(client, await files.file('b', 'b'), framed);
    assert.equal((await files.ended(sent)).state, 'cancelled');
    const { state, failure } = await files.receivedBy(server);
    assert.deepEqual([state, failure?.code, paramsOf(failure).reason], ['failed', 'PEER_CANCELLED', 'cancelled']);
    assert.equal((await next).state, 'done');
    assert.deepEqual(await files.names(), ['a.part', 'b']);
  });

  it('are canceled by the receiver: the sender is notified, and the next one is sent', async () => {
    const server = await receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', endless), framed);
    const got = await files.writing(server);
    await files.endpoints.engine.cancelTransfer(got.id);
    const { state, failure, canRetry } = await files.ended(sent);
    assert.deepEqual([state, failure?.code, paramsOf(failure).reason], ['failed', 'PEER_REFUSED', 'cancelled']);
    assert.ok(canRetry);
    assert.equal((await files.ended(got)).state, 'cancelled');
    assert.equal((await files.send(client, await files.file('b', 'b'), framed)).state, 'done');
    assert.deepEqual(await files.names(), ['a.part', 'b']);
  });

  it('can be paused by either side and continue', async () => {
    const { engine } = files.endpoints;
    const server = await receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', endless), framed);
    const got = await files.writing(server);
    for (const { id, endpoint } of [sent, got]) {
      await engine.pauseTransfer(id);
      const paused = await files.endpoints.transferSeen(endpoint, transfer => transfer.id === id);
      assert.equal(paused.state, 'paused');
      await files.stalled(sent);
      assert.ok(((await engine.transfers(client.id))[0]?.bytes ?? endless) < endless);
      await engine.resumeTransfer(id);
    }
    assert.deepEqual([(await files.ended(sent)).state, (await files.ended(got)).state], ['done', 'done']);
  });

  it('can be canceled in every state in which they wait', async () => {
    const { engine } = files.endpoints;
    const { client } = await files.clientAndSocket();
    // No one answers: the first waits for what the receiver has, the second for its turn, the third for the direction.
    const first = await files.begin(client, await files.sparse('a', endless), framed);
    const second = await files.begin(client, await files.file('b', 'b'), framed);
    const third = await files.begin(client, await files.file('c', 'c'), { mode: 'raw' });
    await files.endpoints.transferSeen(client.id, ({ id, state }) => id === first.id && state === 'checking');
    for (const { id } of [third, second, first]) {
      await engine.pauseTransfer(id);
      await engine.cancelTransfer(id);
      const { state } = await engine.transferEnded(id);
      assert.equal(state, 'cancelled');
      await engine.pauseTransfer(id);
      await engine.resumeTransfer(id);
      await engine.cancelTransfer(id);
      assert.equal((await engine.transferEnded(id)).state, 'cancelled');
    }
  });

  const endings = ['disconnect', 'close', 'reopen', 'remove'] as const;
  for (const how of endings) {
    it(`end at ${how} on either side, and continue from there afterwards`, async () => {
      const { engine } = files.endpoints;
      for (const side of ['sender', 'receiver'] as const) {
        const server = await receiver();
        const client = await files.client(server);
        const sent = await files.begin(client, await files.sparse(side, endless), framed);
        const got = await files.writing(server);
        const [ours, { peer }] = side === 'sender' ? [client, sent] : [server, got];
        const ends = Promise.all([files.ended(sent), files.ended(got)]);
        if (how === 'disconnect') await engine.disconnect(ours.id, peer.id);
        else await engine[how](ours.id);
        for (const { state, endpoint } of await ends) {
          assert.equal(state, endpoint === ours.id ? 'cancelled' : 'failed');
        }
        const again = await files.begin(await files.client(await receiver()), join(files.folder, 'out', side), framed);
        const isUnderWay = (one: TransferSnapshot) =>
          one.id === again.id && (one.resumedAt !== undefined || hasEnded(one));
        const { resumedAt = 0 } = await files.endpoints.transferSeen(again.endpoint, isUnderWay);
        assert.ok(resumedAt > 0, `${side}: it began again`);
        // How it continues to its end doesn't depend on how it was stopped.
        if (how !== 'disconnect') await engine.cancelTransfer(again.id);
        const { state } = await files.ended(again);
        if (how === 'disconnect') assert.equal(state, 'done');
      }
      if (how === 'disconnect') assert.deepEqual(await files.names(), ['receiver', 'sender']);
    });
  }

  it('fail if they change on the way, and the receiver is notified', async () => {
    const server = await receiver();
    const client = await files.client(server);
    const path = await files.sparse('a', endless);
    const sent = await files.begin(client, path, framed);
    await files.writing(server);
    await truncate(path, 1000);
    assert.equal((await files.ended(sent)).failure?.code, 'FILE_CHANGED');
    const { failure } = await files.receivedBy(server);
    assert.equal(paramsOf(failure).reason, 'the file changed while it was being sent');
    assert.equal((await files.send(client, path, framed)).state, 'done', 'the connection continues');
    assert.deepEqual(await files.names(), ['a', 'a.part']);
  });
});
