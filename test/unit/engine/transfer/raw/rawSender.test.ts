import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { FileTests, readAll, variedBytes } from '../../../../support/fileTests.ts';
import { eventCodes, eventSeen, framesOf, seen } from '../../../../support/openEndpoint.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
/** More than all buffers on the way hold. */
const endless = 24 * mebibyte;
const ending = { mode: 'raw', endAfter: true } as const;
const staying = { mode: 'raw', endAfter: false } as const;

describe('sent raw files', function () {
  this.timeout(30_000);
  const files = new FileTests();

  it('follow one another on one connection, between the messages before and after', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const client = await files.client(receiver);
    const paths = await Promise.all([files.file('a', large), files.file('b', ''), files.file('c', 'the end')]);
    const chat = client.send('first ');
    const sent = await files.begin(client, paths, staying);
    await chat;
    await assert.rejects(client.send('in between'), { code: 'BUSY' });
    assert.deepEqual((await files.ended(sent)).files, { done: 3, total: 3 });
    await client.send(' last');
    await client.end();
    await files.receivedBy(receiver);
    assert.deepEqual(
      await files.received('got'),
      Buffer.concat([Buffer.from('first '), large, Buffer.from('the end last')]),
    );
  });

  it('are cut off by a reset if they become shorter on the way, so that no receiver takes a part for the whole', async () => {
    const { client, socket } = await files.clientAndSocket();
    const path = await files.sparse('a', endless);
    const sent = await files.begin(client, path, ending);
    await files.moving(client);
    await truncate(path, 1000);
    const { isCut } = await readAll(socket.resume());
    assert.ok(isCut);
    const { state, failure } = await files.ended(sent);
    assert.deepEqual([state, failure?.code], ['failed', 'FILE_CHANGED']);
  });

  it('are cut off if canceled over a Unix domain socket, which has no reset', async () => {
    const path = join(files.folder, 'socket');
    const server = await files.endpoints.open({ kind: 'tcp-server', address: `unix:${path}` });
    let bytes = 0;
    const socket = connect(path).on('data', chunk => {
      bytes += chunk.length;
    });
    const closed = once(socket, 'close');
    await seen(server, () => (server.counters.peers > 0 ? true : undefined));
    // Large enough not to be complete before it is canceled.
    const size = 1024 * mebibyte;
    const sent = await files.begin(server, await files.sparse('a', size), ending);
    await files.moving(server);
    await files.endpoints.engine.cancelTransfer(sent.id);
    assert.equal((await files.ended(sent)).state, 'cancelled');
    await closed;
    assert.ok(bytes < size);
    assert.equal(server.state, 'open');
  });

  it('keep their initial size if they grow, and continue if they are deleted', async () => {
    const { client, socket } = await files.clientAndSocket();
    const path = await files.sparse('a', endless);
    const sent = await files.begin(client, path, ending);
    await files.moving(client);
    await writeFile(path, 'more', { flag: 'a' });
    await rm(path);
    const { bytes, isCut } = await readAll(socket.resume());
    assert.deepEqual([bytes.length, isCut], [endless, false]);
    assert.equal((await files.ended(sent)).state, 'done');
  });

  it('are rejected before anything is sent if they can’t be read', async () => {
    const { client } = await files.clientAndSocket();
    await assert.rejects(files.begin(client, join(files.folder, 'none'), ending), { code: 'ENOENT' });
    await assert.rejects(files.begin(client, '/dev/null', ending), { code: 'NOT_A_FILE' });
    await assert.rejects(files.endpoints.engine.sendFiles(client.id, { files: [], ...ending }), RangeError);
    await client.send('still here');
    assert.deepEqual(await framesOf(client, 'out'), ['still here']);
  });

  it('are reset after the first if the next one is gone', async () => {
    const { client, socket } = await files.clientAndSocket();
    const [first, second] = [await files.sparse('a', endless), await files.file('b', 'b')];
    const sent = await files.begin(client, [first, second], ending);
    await files.moving(client);
    await rm(second);
    assert.ok((await readAll(socket.resume())).isCut);
    const { failure, files: count } = await files.ended(sent);
    assert.deepEqual([failure?.code, paramsOf(failure).operation, count.done], ['ENOENT', 'readFile', 1]);
  });

  it('can be canceled while the peer reads nothing: the connection stays if no end was to follow', async () => {
    const { client, socket } = await files.clientAndSocket();
    const sent = await files.begin(client, await files.sparse('a', endless), staying);
    await files.stalled(sent);
    await files.endpoints.engine.cancelTransfer(sent.id);
    const { state, bytes, canRetry } = await files.ended(sent);
    assert.deepEqual([state, canRetry], ['cancelled', true]);
    assert.ok(bytes < endless);
    await seen(client, async () => ((await eventCodes(client)).includes('transferCancelled') ? true : undefined));
    const reading = readAll(socket.resume());
    await client.send('still here');
    await client.end();
    const read = await reading;
    assert.equal(read.isCut, false);
    assert.equal(String(read.bytes.subarray(-10)), 'still here');
    assert.ok(read.bytes.length < endless);
  });

  it('are reset if canceled when an end was to follow', async () => {
    const { client, socket } = await files.clientAndSocket();
    const sent = await files.begin(client, await files.sparse('a', endless), ending);
    await files.stalled(sent);
    await files.endpoints.engine.cancelTransfer(sent.id);
    assert.equal((await files.ended(sent)).state, 'cancelled');
    assert.ok((await readAll(socket.resume())).isCut);
  });

  it('are reset if canceled after our end was requested, or after the peer’s', async () => {
    for (const who of ['we', 'the peer']) {
      const { client, socket } = await files.clientAndSocket();
      const sent = await files.begin(client, await files.sparse('a', endless), staying);
      await files.stalled(sent);
      if (who === 'we') await client.end();
      else {
        socket.end();
        await eventSeen(client, 'peerEnded');
      }
      await files.endpoints.engine.cancelTransfer(sent.id);
      assert.ok((await readAll(socket.resume())).isCut, who);
    }
  });

  const endings = ['disconnect', 'close', 'reopen', 'remove'] as const;
  for (const how of endings) {
    for (const endAfter of [true, false]) {
      it(`are cut off by a reset at ${how}, ${endAfter ? 'with' : 'without'} an end to follow, whichever side doesn’t read`, async () => {
        const { client, socket } = await files.clientAndSocket();
        const path = await files.sparse('a', endless);
        const sent = await files.begin(client, path, { mode: 'raw', endAfter });
        const queued = await files.begin(client, path, { mode: 'raw', endAfter });
        await files.stalled(sent);
        const endings = [sent, queued].map(one => files.ended(one));
        const { engine } = files.endpoints;
        if (how === 'disconnect') await engine.disconnect(client.id, sent.peer.id);
        else await engine[how](client.id);
        for (const { state, failure } of await Promise.all(endings))
          assert.deepEqual([state, failure?.code], ['cancelled', 'CANCELLED']);
        assert.ok((await readAll(socket.resume())).isCut);
      });
    }
  }

  it('wait for a pause to end, and are notified of a connection lost meanwhile', async () => {
    const { engine } = files.endpoints;
    const { client, socket } = await files.clientAndSocket();
    let got = 0;
    socket.resume().on('data', chunk => {
      got += chunk.length;
    });
    const path = await files.sparse('a', endless);
    const sent = await files.begin(client, path, ending);
    await engine.pauseTransfer(sent.id);
    const { bytes } = await files.endpoints.transferSeen(client.id, ({ state }) => state === 'paused');
    await client.entries();
    await engine.resumeTransfer(sent.id);
    await once(socket, 'end');
    assert.equal(got, endless);
    assert.ok(bytes < got);

    const { client: again, socket: other } = await files.clientAndSocket();
    other.resume();
    const paused = await files.begin(again, path, ending);
    await engine.pauseTransfer(paused.id);
    await files.endpoints.transferSeen(again.id, ({ state }) => state === 'paused');
    other.resetAndDestroy();
    const { state, failure } = await files.ended(paused);
    assert.deepEqual([state, failure?.code], ['failed', 'SEND_INTERRUPTED']);
  });

  it('fail because of the lost connection, not because of the bytes dropped with it', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const socket = await connection();
    const sent = await files.begin(client, await files.sparse('a', 1024 * mebibyte), staying);
    await files.stalled(sent);
    await files.endpoints.engine.pauseTransfer(sent.id);
    socket.resetAndDestroy();
    assert.equal((await files.ended(sent)).failure?.code, 'SEND_INTERRUPTED');
  });

  it('use no more memory than a few blocks while the peer reads nothing', async () => {
    const { client } = await files.clientAndSocket();
    const memory = () => process.memoryUsage().arrayBuffers;
    const before = memory();
    const sent = await files.begin(client, await files.sparse('huge', 1024 * mebibyte), staying);
    await files.stalled(sent);
    const grown = memory() - before;
    assert.ok(grown < 4 * mebibyte, `${grown} bytes in blocks`);
    await client.close();
    assert.equal((await files.ended(sent)).state, 'cancelled');
  });

  it('are received while others are sent, and answers wait for their end', async () => {
    const { client, socket } = await files.clientAndSocket({ reply: 'echo' });
    const sent = await files.begin(client, await files.sparse('a', endless), staying);
    await files.stalled(sent);
    socket.write('hello');
    await seen(client, () => (client.counters.bytesIn === 5 ? true : undefined));
    await client.end();
    const { bytes } = await readAll(socket.resume());
    assert.equal((await files.ended(sent)).state, 'done');
    assert.equal(bytes.length, endless + 5);
    assert.equal(String(bytes.subarray(-5)), 'hello');
  });
});
