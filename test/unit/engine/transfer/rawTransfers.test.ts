import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { FileTests, readAll, variedBytes } from '../../../support/fileTests.ts';
import { eventCodes, eventSeen, framesOf, seen } from '../../../support/openEndpoint.ts';
import { sha256Of } from '../../../support/sha256Of.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
const ending = { mode: 'raw', endAfter: true } as const;
const staying = { mode: 'raw', endAfter: false } as const;

describe('raw files', function () {
  this.timeout(30_000);
  const files = new FileTests();

  it('arrive whole, with the end of the stream, and their hash is known', async () => {
    const receiver = await files.receiver({ name: 'got.{ext}' });
    const sent = await files.send(await files.client(receiver), await files.file('a.bin', large), ending);
    assert.deepEqual([sent.state, sent.bytes, sent.size], ['done', large.length, large.length]);
    const received = await files.receivedBy(receiver);
    assert.deepEqual([received.state, received.bytes, received.size], ['done', large.length, large.length]);
    assert.equal(received.sha256, sha256Of(large));
    assert.deepEqual(await files.names(), ['got.bin']);
    assert.deepEqual(await files.received('got.bin'), large);
    assert.deepEqual(
      (await receiver.entries()).filter(({ direction }) => direction === 'in'),
      [],
      'the bytes are no messages',
    );
    assert.ok((await eventCodes(receiver)).includes('fileReceived'));
  });

  it('arrive empty', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const sent = await files.send(await files.client(receiver), await files.file('empty', ''), ending);
    assert.deepEqual([sent.state, sent.bytes], ['done', 0]);
    assert.equal((await files.receivedBy(receiver)).sha256, sha256Of());
    assert.deepEqual([await files.names(), (await files.received('got')).length], [['got'], 0]);
  });

  it('follow one another on one connection, after what was said before and before what is said after', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const client = await files.client(receiver);
    const paths = await Promise.all([files.file('a', large), files.file('b', ''), files.file('c', 'the end')]);
    const said = client.send('first ');
    const sent = await files.begin(client, paths, staying);
    await said;
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

  it('are numbered where there is one of the name, and nothing is overwritten', async () => {
    await writeFile(join(files.in, 'got'), 'was here');
    const receiver = await files.receiver({ name: 'got' });
    const [one, other] = await Promise.all([1, 2].map(() => files.client(receiver)));
    assert.ok(one && other);
    const [a, b] = [await files.file('a', 'a'), await files.file('b', 'b')];
    await Promise.all([files.send(one, a, ending), files.send(other, b, ending)]);
    const all = () => files.endpoints.engine.transfers(receiver.id);
    await files.endpoints.transferSeen(receiver.id, () => all().filter(({ state }) => state === 'done').length === 2);
    assert.deepEqual(await files.names(), ['got', 'got (2)', 'got (3)']);
    assert.equal(String(await files.received('got')), 'was here');
    const both = [await files.received('got (2)'), await files.received('got (3)')].map(String);
    assert.deepEqual(new Set(both), new Set(['a', 'b']));
  });

  it('stay parts when the peer resets, and the connection’s endpoint goes on', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const socket = await files.socket(receiver);
    socket.write(large);
    await files.endpoints.transferSeen(receiver.id, ({ bytes }) => bytes > 0);
    socket.resetAndDestroy();
    const received = await files.receivedBy(receiver);
    assert.deepEqual([received.state, received.failure?.code], ['failed', 'FILE_INCOMPLETE']);
    assert.deepEqual(await files.names(), ['got.part']);
    (await files.socket(receiver)).end('again');
    await files.endpoints.transferSeen(receiver.id, ({ state }) => state === 'done');
    assert.deepEqual(await files.names(), ['got', 'got.part']);
  });

  it('are no longer than is allowed', async () => {
    const receiver = await files.receiver({ name: 'got', maxFileBytes: 1000 });
    const socket = await files.socket(receiver);
    socket.write(Buffer.alloc(1000));
    await files.endpoints.transferSeen(receiver.id, ({ bytes }) => bytes === 1000);
    socket.write('x');
    assert.ok((await readAll(socket)).isCut);
    const { failure } = await files.receivedBy(receiver);
    assert.deepEqual([failure?.code, failure?.params.maxBytes], ['FILE_TOO_LARGE', 1000]);
    assert.deepEqual(await files.names(), ['got.part']);
  });

  it('ask a hundred times at most, whether who sent them is there still or not', async () => {
    const receiver = await files.endpoints.open({ kind: 'tcp-server', address: ':0', files: { mode: 'raw' } });
    const all = () => files.endpoints.engine.transfers(receiver.id);
    for (let at = 0; at < 100; at++) {
      const socket = await files.socket(receiver);
      socket.end('x');
      await readAll(socket);
    }
    assert.ok(all().every(({ state }) => state === 'asking'));
    const socket = await files.socket(receiver);
    socket.write('x');
    assert.ok((await readAll(socket)).isCut);
    const { failure } = all().find(({ state }) => state === 'failed') ?? {};
    assert.deepEqual([failure?.code, failure?.params.maxAsking], ['TOO_MANY_ASKING', 100]);
  });

  const unusable: [string, string, (directory: string) => Promise<unknown>][] = [
    ['is a file', 'EEXIST', directory => writeFile(directory, '')],
    ['is below a file', 'ENOTDIR', async directory => writeFile(join(directory, '..', 'file'), '')],
  ];
  for (const [what, code, prepare] of unusable) {
    it(`are not received into what ${what}, and the sender learns it`, async () => {
      const directory = join(files.in, what.includes('below') ? 'file/folder' : 'file');
      await prepare(join(files.in, 'file'));
      const receiver = await files.receiver({ directory });
      const socket = await files.socket(receiver);
      socket.write('something');
      assert.ok((await readAll(socket)).isCut);
      const { state, failure } = await files.receivedBy(receiver);
      assert.deepEqual([state, failure?.code, failure?.params.operation], ['failed', code, 'write']);
      assert.deepEqual(await files.names(), ['file']);
    });
  }

  it('fail when their directory goes, and leave nothing elsewhere', async () => {
    const receiver = await files.receiver({ name: 'got', directory: join(files.in, 'below') });
    const socket = await files.socket(receiver);
    socket.write('something');
    await files.endpoints.transferSeen(receiver.id, ({ bytes }) => bytes > 0);
    await rm(join(files.in, 'below'), { recursive: true });
    socket.end();
    const { state, failure } = await files.receivedBy(receiver);
    assert.deepEqual([state, failure?.code], ['failed', 'ENOENT']);
    assert.deepEqual(await files.names(), []);
    assert.equal(receiver.state, 'open');
  });

  it('are received from several peers at once', async () => {
    const receiver = await files.receiver({ name: '{n}' });
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const client = await files.client(receiver);
        return files.send(client, await files.file(`${at}`, `${at} `.repeat(20_000)), ending);
      }),
    );
    const { engine } = files.endpoints;
    await files.endpoints.transferSeen(receiver.id, () =>
      engine.transfers(receiver.id).every(({ state }) => state === 'done'),
    );
    const texts = await Promise.all((await files.names()).map(async name => String(await files.received(name))));
    const expected = Array.from({ length: 40 }, (_, at) => `${at} `.repeat(20_000));
    assert.deepEqual(new Set(texts), new Set(expected));
  });

  it('are cut by a reset when they become shorter on the way, so that nobody takes half for the whole', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const path = await files.file('a', Buffer.alloc(64 * mebibyte));
    const sent = await files.begin(client, path, ending);
    const socket = await connection();
    await files.endpoints.transferSeen(client.id, ({ bytes }) => bytes > 0);
    await truncate(path, 1000);
    const { isCut } = await readAll(socket.resume());
    assert.ok(isCut);
    const { state, failure } = await files.ended(sent);
    assert.deepEqual([state, failure?.code], ['failed', 'FILE_CHANGED']);
  });

  it('have the size that they began with when they grow, and go on when they are removed', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const path = await files.file('a', variedBytes(32 * mebibyte));
    const sent = await files.begin(client, path, ending);
    const socket = await connection();
    await files.endpoints.transferSeen(client.id, ({ bytes }) => bytes > 0);
    await writeFile(path, 'more', { flag: 'a' });
    await rm(path);
    const { bytes, isCut } = await readAll(socket.resume());
    assert.deepEqual([bytes.length, isCut], [32 * mebibyte, false]);
    assert.equal((await files.ended(sent)).state, 'done');
  });

  it('are refused before anything is sent when they can’t be read', async () => {
    const { port } = await files.listen();
    const client = await files.client(port);
    await assert.rejects(files.begin(client, join(files.folder, 'none'), ending), { code: 'ENOENT' });
    await assert.rejects(files.begin(client, '/dev/null', ending), { code: 'NOT_A_FILE' });
    await assert.rejects(files.endpoints.engine.sendFiles(client.id, { files: [], ...ending }), RangeError);
    await client.send('still here');
    assert.deepEqual(await framesOf(client, 'out'), ['still here']);
  });

  it('are reset after the first when the next one has gone', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const [first, second] = [await files.file('a', Buffer.alloc(16 * mebibyte)), await files.file('b', 'b')];
    const sent = await files.begin(client, [first, second], ending);
    const socket = await connection();
    await files.endpoints.transferSeen(client.id, ({ bytes }) => bytes > 0);
    await rm(second);
    assert.ok((await readAll(socket.resume())).isCut);
    const { failure, files: count } = await files.ended(sent);
    assert.deepEqual([failure?.code, failure?.params.operation, count.done], ['ENOENT', 'readFile', 1]);
  });

  it('can be cancelled while the peer reads nothing: the connection stays where no end was to follow', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const socket = await connection();
    const sent = await files.begin(client, await files.file('a', Buffer.alloc(64 * mebibyte)), staying);
    await files.stalled(sent);
    files.endpoints.engine.cancelTransfer(sent.id);
    const { state, bytes, canRetry } = await files.ended(sent);
    assert.deepEqual([state, canRetry], ['cancelled', true]);
    assert.ok(bytes < 32 * mebibyte);
    await seen(client, async () => ((await eventCodes(client)).includes('transferCancelled') ? true : undefined));
    const reading = readAll(socket.resume());
    await client.send('still here');
    await client.end();
    const read = await reading;
    assert.equal(read.isCut, false);
    assert.equal(String(read.bytes.subarray(-10)), 'still here');
    assert.ok(read.bytes.length < 64 * mebibyte);
  });

  it('are reset when they are cancelled where an end was to follow', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const socket = await connection();
    const sent = await files.begin(client, await files.file('a', Buffer.alloc(64 * mebibyte)), ending);
    await files.stalled(sent);
    files.endpoints.engine.cancelTransfer(sent.id);
    assert.equal((await files.ended(sent)).state, 'cancelled');
    assert.ok((await readAll(socket.resume())).isCut);
  });

  it('are reset when they are cancelled after our end was asked for, or after the peer’s', async () => {
    const { port, connection } = await files.listen();
    for (const who of ['we', 'the peer']) {
      const client = await files.client(port);
      const socket = await connection();
      const sent = await files.begin(client, await files.file('a', Buffer.alloc(64 * mebibyte)), staying);
      await files.stalled(sent);
      if (who === 'we') await client.end();
      else {
        socket.end();
        await eventSeen(client, 'peerEnded');
      }
      files.endpoints.engine.cancelTransfer(sent.id);
      assert.ok((await readAll(socket.resume())).isCut, who);
    }
  });

  const endings = ['disconnect', 'close', 'reopen', 'remove'] as const;
  for (const how of endings) {
    for (const endAfter of [true, false]) {
      it(`are cut by a reset at ${how}, ${endAfter ? 'with' : 'without'} an end to follow, whoever doesn’t read`, async () => {
        const { port, connection } = await files.listen();
        const client = await files.client(port);
        const socket = await connection();
        const path = await files.file('a', Buffer.alloc(64 * mebibyte));
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

  it('wait for a pause to end, and hear of a connection that goes meanwhile', async () => {
    const { engine } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    const socket = (await connection()).resume();
    let got = 0;
    socket.on('data', chunk => {
      got += chunk.length;
    });
    const path = await files.file('a', variedBytes(64 * mebibyte));
    const sent = await files.begin(client, path, ending);
    engine.pauseTransfer(sent.id);
    const { bytes } = await files.endpoints.transferSeen(client.id, ({ state }) => state === 'paused');
    await client.entries();
    engine.resumeTransfer(sent.id);
    await once(socket, 'end');
    assert.equal(got, 64 * mebibyte);
    assert.ok(bytes < got);

    const again = await files.client(port);
    const other = (await connection()).resume();
    const paused = await files.begin(again, path, ending);
    engine.pauseTransfer(paused.id);
    await files.endpoints.transferSeen(again.id, ({ state }) => state === 'paused');
    other.resetAndDestroy();
    const { state, failure } = await files.ended(paused);
    assert.deepEqual([state, failure?.code], ['failed', 'SEND_INTERRUPTED']);
  });

  it('hold no more memory than a few blocks while the peer reads nothing', async () => {
    const { port, connection } = await files.listen();
    const client = await files.client(port);
    await connection();
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
    const { port, connection } = await files.listen();
    const client = await files.client(port, { reply: 'echo' });
    const socket = await connection();
    const sent = await files.begin(client, await files.file('a', variedBytes(64 * mebibyte)), staying);
    await files.stalled(sent);
    socket.write('hello');
    await seen(client, () => (client.counters.bytesIn === 5 ? true : undefined));
    await client.end();
    const { bytes } = await readAll(socket.resume());
    assert.equal((await files.ended(sent)).state, 'done');
    assert.deepEqual(bytes.subarray(0, -5), variedBytes(64 * mebibyte));
    assert.equal(String(bytes.subarray(-5)), 'hello');
  });

  for (const how of ['clearTransfers', 'remove'] as const) {
    it(`that a page handed over go from the disk at ${how}, when nobody can try them again`, async () => {
      const { engine, directory } = files.endpoints;
      const spools = () => readdir(join(directory, 'spools'));
      const { port, connection } = await files.listen();
      const client = await files.client(port);
      const socket = await connection();
      const spool = await engine.spools.open('dropped', large.length);
      const [sent] = await engine.sendFiles(client.id, { files: [{ spool }], ...staying });
      assert.ok(sent);
      socket.resetAndDestroy();
      assert.equal((await files.ended(sent)).state, 'failed');
      await engine.spools.append(spool, large);
      await engine.spools.close(spool, true);
      assert.equal((await spools()).length, 1);
      await engine[how](client.id);
      while ((await spools()).length > 0) await turn();
    });
  }

  it('that a page abandons are not promised to be tried again, or say why they can’t', async () => {
    const { engine, directory } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port, { reconnect: { minMs: 1, maxMs: 10 } });
    const begin = async () => {
      const spool = await engine.spools.open('dropped', large.length);
      const [sent] = await engine.sendFiles(client.id, { files: [{ spool }], ...staying });
      assert.ok(sent);
      return { spool, sent };
    };
    const socket = await connection();
    const first = await begin();
    await engine.spools.close(first.spool, false);
    const { failure, canRetry } = await files.ended(first.sent);
    assert.deepEqual([failure?.code, canRetry], ['SPOOL_ABANDONED', false]);

    const second = await begin();
    socket.resetAndDestroy();
    assert.equal((await files.ended(second.sent)).canRetry, true);
    await engine.spools.close(second.spool, false);
    await connection();
    await seen(client, () => (client.state === 'open' ? true : undefined));
    await assert.rejects(engine.retryTransfer(second.sent.id), { code: 'SPOOL_ABANDONED' });
    assert.deepEqual(await readdir(join(directory, 'spools')), []);
  });

  it('are sent again whole, once, over the connection that came in place of the lost one', async () => {
    const { engine } = files.endpoints;
    const { port, connection } = await files.listen();
    const client = await files.client(port, { reconnect: { minMs: 1, maxMs: 10 } });
    const sent = await files.begin(client, await files.file('a', large), ending);
    (await connection()).resetAndDestroy();
    assert.equal((await files.ended(sent)).state, 'failed');
    const second = await connection();
    // Not by its counters: they may be told a little later, and be the first one's still.
    await seen(client, () => engine.peers(client.id, 0, 2).find(({ id, state }) => id === 'p2' && state === 'open'));
    const [again, twice] = await Promise.allSettled([engine.retryTransfer(sent.id), engine.retryTransfer(sent.id)]);
    assert.ok(again.status === 'fulfilled' && twice.status === 'rejected');
    assert.equal(twice.reason.code, 'NO_TRANSFER');
    assert.deepEqual((await readAll(second.resume())).bytes, large);
    assert.equal((await files.ended(again.value)).state, 'done');
    assert.deepEqual(
      engine.transfers(client.id).map(({ id }) => id),
      [again.value.id],
      'the one that failed gave its place',
    );
    await assert.rejects(engine.retryTransfer(again.value.id), { code: 'NO_TRANSFER' });
  });
});
