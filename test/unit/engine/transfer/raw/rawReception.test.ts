import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { TransferSnapshot } from '../../../../../src/core/transfer/transferSnapshot.ts';
import { FileTests, readAll, variedBytes } from '../../../../support/fileTests.ts';
import { eventCodes, eventSeen } from '../../../../support/openEndpoint.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { slowWrites } from '../../../../support/slowWrites.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
const ending = { mode: 'raw', endAfter: true } as const;

describe('received raw files', function () {
  this.timeout(30_000);
  const files = new FileTests();
  afterEach(() => mock.restoreAll());

  it('are complete at the end of the stream, with a known hash', async () => {
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
      'the bytes aren’t messages',
    );
    assert.ok((await eventCodes(receiver)).includes('fileReceived'));
  });

  it('are counted completely even if each read is written, and its memory freed, before the next', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const counts = slowWrites();
    await files.send(await files.client(receiver), await files.file('a.bin', large), ending);
    const { bytes, sha256 } = await files.receivedBy(receiver);
    const { waited, freed } = counts();
    assert.deepEqual([bytes, sha256], [large.length, sha256Of(large)]);
    assert.ok(waited > 1 && freed > waited / 2, `${freed} of ${waited} reads were freed`);
  });

  it('can be empty', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const sent = await files.send(await files.client(receiver), await files.file('empty', ''), ending);
    assert.deepEqual([sent.state, sent.bytes], ['done', 0]);
    assert.equal((await files.receivedBy(receiver)).sha256, sha256Of());
    assert.deepEqual([await files.names(), (await files.received('got')).length], [['got'], 0]);
  });

  it('are numbered if the name is taken, and overwrite nothing', async () => {
    await writeFile(join(files.in, 'got'), 'was here');
    const receiver = await files.receiver({ name: 'got' });
    const [one, other] = await Promise.all([1, 2].map(() => files.client(receiver)));
    assert.ok(one && other);
    const [a, b] = [await files.file('a', 'a'), await files.file('b', 'b')];
    await Promise.all([files.send(one, a, ending), files.send(other, b, ending)]);
    const bothDone = (all: TransferSnapshot[]) => all.filter(({ state }) => state === 'done').length === 2;
    await files.endpoints.transfersSeen(receiver.id, bothDone);
    assert.deepEqual(await files.names(), ['got', 'got (2)', 'got (3)']);
    assert.equal(String(await files.received('got')), 'was here');
    const both = [await files.received('got (2)'), await files.received('got (3)')].map(String);
    assert.deepEqual(new Set(both), new Set(['a', 'b']));
  });

  it('stay parts if the peer resets, and the endpoint continues', async () => {
    const receiver = await files.receiver({ name: 'got' });
    const socket = await files.socket(receiver);
    socket.write(large);
    await files.moving(receiver);
    socket.resetAndDestroy();
    const received = await files.receivedBy(receiver);
    assert.deepEqual([received.state, received.failure?.code], ['failed', 'FILE_INCOMPLETE']);
    assert.deepEqual(await files.names(), ['got.part']);
    (await files.socket(receiver)).end('again');
    await files.endpoints.transferSeen(receiver.id, ({ state }) => state === 'done');
    assert.deepEqual(await files.names(), ['got', 'got.part']);
  });

  it('are limited in size over a Unix domain socket too, which has no reset', async () => {
    const address = `unix:${join(files.folder, 'socket')}`;
    const receiver = await files.endpoints.open({
      kind: 'tcp-server',
      address,
      files: { mode: 'raw', directory: files.in, name: 'got', maxFileBytes: 1000 },
    });
    const client = await files.endpoints.open({ kind: 'tcp-client', address }, 'client');
    await client.send(Buffer.alloc(1001)).catch(() => undefined /* the connection may be gone already */);
    const { failure } = await files.receivedBy(receiver);
    assert.equal(failure?.code, 'FILE_TOO_LARGE');
    await eventSeen(client, 'peerClosed');
    await eventSeen(receiver, 'peerClosed');
    assert.equal(receiver.state, 'open');
  });

  it('are limited in size', async () => {
    const receiver = await files.receiver({ name: 'got', maxFileBytes: 1000 });
    const socket = await files.socket(receiver);
    socket.write(Buffer.alloc(1000));
    await files.endpoints.transferSeen(receiver.id, ({ bytes }) => bytes === 1000);
    socket.write('x');
    assert.ok((await readAll(socket)).isCut);
    const { failure } = await files.receivedBy(receiver);
    assert.deepEqual([failure?.code, paramsOf(failure).maxBytes], ['FILE_TOO_LARGE', 1000]);
    assert.deepEqual(await files.names(), ['got.part']);
  });

  const unusable: [string, string, (directory: string) => Promise<unknown>][] = [
    ['is a file', 'EEXIST', directory => writeFile(directory, '')],
    ['is below a file', 'ENOTDIR', async directory => writeFile(join(directory, '..', 'file'), '')],
  ];
  for (const [what, code, prepare] of unusable) {
    it(`are not received if the directory ${what}, and the sender is notified`, async () => {
      const directory = join(files.in, what.includes('below') ? 'file/folder' : 'file');
      await prepare(join(files.in, 'file'));
      const receiver = await files.receiver({ directory });
      const socket = await files.socket(receiver);
      socket.write('something');
      assert.ok((await readAll(socket)).isCut);
      const { state, failure } = await files.receivedBy(receiver);
      assert.deepEqual([state, failure?.code, paramsOf(failure).operation], ['failed', code, 'write']);
      assert.deepEqual(await files.names(), ['file']);
    });
  }

  it('fail if their directory is deleted, and leave nothing elsewhere', async () => {
    const receiver = await files.receiver({ name: 'got', directory: join(files.in, 'below') });
    const socket = await files.socket(receiver);
    socket.write('something');
    await files.moving(receiver);
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
    const allDone = (all: TransferSnapshot[]) => all.filter(({ state }) => state === 'done').length === 40;
    await files.endpoints.transfersSeen(receiver.id, allDone);
    const texts = await Promise.all((await files.names()).map(async name => String(await files.received(name))));
    const expected = Array.from({ length: 40 }, (_, at) => `${at} `.repeat(20_000));
    assert.deepEqual(new Set(texts), new Set(expected));
  });
});
