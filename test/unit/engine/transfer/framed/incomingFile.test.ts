/** The outcome for one incoming framed file: its name, its part, and why it is rejected. */
import assert from 'node:assert/strict';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { dataHeader } from '../../../../../src/core/transfer/framedMessage.ts';
import { unheldName } from '../../../../../src/engine/transfer/disk/partName.ts';
import { WriteBehind } from '../../../../../src/engine/transfer/disk/writeBehind.ts';
import { PieceQueue } from '../../../../../src/engine/transfer/pieceQueue.ts';
import { FileTests, variedBytes } from '../../../../support/fileTests.ts';
import { endMessage, FramedSocket, fileMessage } from '../../../../support/framedSocket.ts';
import { type OpenEndpoint, seen } from '../../../../support/openEndpoint.ts';
import { plainName } from '../../../../support/partNames.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { slowWrites } from '../../../../support/slowWrites.ts';

const large = variedBytes(200_000);

describe('the receiver of a framed file', () => {
  const files = new FileTests();
  let server: OpenEndpoint;
  let peer: FramedSocket;

  beforeEach(async () => {
    server = await files.receiver({ mode: 'framed' });
    peer = new FramedSocket(await files.socket(server));
  });
  afterEach(() => mock.restoreAll());

  it('stores data as it arrives, without a queue, unless it is paused', async () => {
    const queued = mock.method(PieceQueue.prototype, 'push');
    peer.say(fileMessage('a', large.length));
    const { id } = await files.endpoints.transferSeen(server.id, ({ state }) => state === 'running');
    queued.mock.resetCalls();
    peer.say(dataHeader(large.length), large.subarray(0, 100_000));
    await files.endpoints.transferSeen(server.id, ({ bytes }) => bytes === 100_000);
    assert.equal(queued.mock.callCount(), 0);
    await files.endpoints.engine.pauseTransfer(id);
    peer.say(large.subarray(100_000));
    await seen(server, () => server.counters.bytesIn > large.length || undefined);
    assert.ok(queued.mock.callCount() > 0);
    await files.endpoints.engine.resumeTransfer(id);
    peer.say(endMessage(large));
    await peer.received('receipt');
    assert.deepEqual(await files.received('a'), large);
  });

  it('counts all bytes even if each read is written, and its memory freed, before the next', async () => {
    const counts = slowWrites();
    const bytes = variedBytes(1024 * 1024);
    peer.say(fileMessage('a', bytes.length));
    await files.endpoints.transferSeen(server.id, ({ state }) => state === 'running');
    peer.say(dataHeader(bytes.length), bytes, endMessage(bytes));
    await peer.received('receipt');
    const { waited, freed } = counts();
    const transfer = await files.receivedBy(server);
    assert.deepEqual([transfer.bytes, transfer.sha256], [bytes.length, sha256Of(bytes)]);
    assert.ok(waited > 1 && freed > waited / 2, `${freed} of ${waited} reads were freed`);
  });

  it('keeps the order of data if the disk is no longer busy while some is queued', async () => {
    let isBusy = true;
    const room = Promise.withResolvers<void>();
    mock.getter(WriteBehind.prototype, 'isBusy', () => isBusy);
    mock.method(WriteBehind.prototype, 'drained', () => room.promise);
    peer.say(fileMessage('a', large.length));
    await files.endpoints.transferSeen(server.id, ({ state }) => state === 'running');
    const arrive = async (from: number, to: number) => {
      peer.say(dataHeader(to - from), large.subarray(from, to));
      await seen(server, () => server.counters.bytesIn === peer.bytesSaid || undefined);
    };
    await arrive(0, 1000);
    await arrive(1000, 2000);
    isBusy = false;
    await arrive(2000, large.length);
    room.resolve();
    peer.say(endMessage(large));
    await peer.received('receipt');
    assert.deepEqual(await files.received('a'), large);
  });

  it('rejects a file with another hash, and keeps nothing of it', async () => {
    peer.say(fileMessage('a', 3), dataHeader(3), Buffer.from('abc'), endMessage('abd'));
    assert.equal((await peer.received('refuse')).reason, "the SHA-256 hash doesn't match");
    await files.goesOn(peer);
    assert.deepEqual(await files.names(), ['next']);
  });

  it('rejects more than was announced as it arrives, and less at the end', async () => {
    peer.say(fileMessage('more', 3), dataHeader(4), Buffer.from('abcd'));
    assert.equal((await peer.received('refuse')).reason, 'the number of bytes differs from the announced size');
    peer.say(dataHeader(2), Buffer.from('ef'), endMessage('abcdef'));
    peer.say(fileMessage('less', 3), dataHeader(2), Buffer.from('ab'), endMessage('ab'));
    assert.equal((await peer.received('refuse')).reason, 'the number of bytes differs from the announced size');
    await files.goesOn(peer);
    assert.deepEqual(await files.names(), ['next']);
  });

  it('keeps what a reset or an end left, and offers it when the file is sent again', async () => {
    for (const [at, way] of (['end', 'reset'] as const).entries()) {
      peer.say(fileMessage('a', large.length, { resume: true }));
      const { message } = await peer.next();
      assert.deepEqual(message, {
        type: 'have',
        offset: at * 50_000,
        sha256: sha256Of(large.subarray(0, at * 50_000)),
      });
      peer.say(
        { type: 'from', offset: at * 50_000 },
        dataHeader(50_000),
        large.subarray(at * 50_000, (at + 1) * 50_000),
      );
      await files.endpoints.transferSeen(server.id, ({ bytes }) => bytes === (at + 1) * 50_000);
      peer[way]();
      if (way === 'end') assert.match((await peer.received('refuse')).reason, /ended in the middle/);
      await files.endpoints.transferSeen(
        server.id,
        ({ state, failure, bytes }) =>
          state === 'failed' && failure?.code === 'FILE_INCOMPLETE' && bytes === (at + 1) * 50_000,
      );
      peer = new FramedSocket(await files.socket(server));
    }
    peer.say(fileMessage('a', large.length, { resume: true }));
    await peer.received('have');
    peer.say({ type: 'from', offset: 100_000 }, dataHeader(100_000), large.subarray(100_000), endMessage(large));
    await peer.received('receipt');
    assert.deepEqual([await files.names(), await files.received('a')], [['a'], large]);
    const listed = await files.endpoints.engine.transfers(server.id);
    assert.deepEqual(
      listed.map(({ name, resumedAt }) => [name, resumedAt]),
      [['a', 100_000]],
      'each attempt replaced the previous one',
    );
    assert.equal(listed[0]?.replaces?.length, 1);
    const { event } = (await server.entries()).findLast(({ event }) => event?.code === 'fileReceived') ?? {};
    assert.equal(event?.code === 'fileReceived' && event.resumedAt, 100_000);
  });

  it('continues only its own parts, whatever has the same name', async () => {
    peer.sayFile('movie.part', 'a whole file');
    await peer.received('receipt');
    await writeFile(join(files.in, 'movie (2).part'), 'of another program');
    for (const size of [5, 1000]) {
      peer.say(fileMessage('movie', size, { resume: true }));
      assert.deepEqual((await peer.next()).message, { type: 'have', offset: 0, sha256: sha256Of() });
      peer.say({ type: 'from', offset: 0 }, { type: 'cancel', reason: '' });
      assert.equal((await peer.received('refuse')).reason, 'cancelled');
    }
    assert.deepEqual(
      [String(await files.received('movie.part')), String(await files.received('movie (2).part'))],
      ['a whole file', 'of another program'],
    );
  });

  it('keeps a part even if it is said to be of something else, until a complete file replaces it', async () => {
    const part = unheldName('a');
    await writeFile(join(files.in, part), large.subarray(0, 1000));
    const attempts: [size: number, from: number, rest: Parameters<FramedSocket['say']>][] = [
      [10, 0, [{ type: 'cancel', reason: '' }]],
      [2000, 0, [{ type: 'cancel', reason: '' }]],
      [1, 0, [dataHeader(1), Buffer.from('x'), endMessage('y')]],
      [1001, 1000, [dataHeader(1), Buffer.from('x'), endMessage('wrong')]],
      [1001, 1000, [dataHeader(2), Buffer.from('xx'), { type: 'cancel', reason: '' }]],
    ];
    for (const [size, from, rest] of attempts) {
      peer.say(fileMessage('a', size, { resume: true }));
      assert.equal((await peer.received('have')).offset, size < 1000 ? 0 : 1000);
      peer.say({ type: 'from', offset: from }, ...rest);
      await peer.received('refuse');
      const left = await readdir(files.in);
      assert.deepEqual(left.map(plainName), ['a.part']);
      assert.deepEqual(await files.received(left[0] ?? ''), large.subarray(0, 1000));
    }
    peer.say(
      fileMessage('a', 3, { resume: true }),
      { type: 'from', offset: 0 },
      dataHeader(3),
      Buffer.from('abc'),
      endMessage('abc'),
    );
    await peer.next();
    await peer.received('receipt');
    assert.deepEqual(await files.names(), ['a']);
  });

  it('starts over when the sender does, and refuses to continue elsewhere', async () => {
    for (const from of [7, 0]) {
      peer.say(fileMessage('a', 10, { resume: true }));
      await peer.next();
      peer.say({ type: 'from', offset: from });
      if (from > 0) {
        assert.match((await peer.received('refuse')).reason, /number of bytes differs/);
        peer.say({ type: 'cancel', reason: '' });
      } else peer.say(dataHeader(10), Buffer.from('0123456789'), endMessage('0123456789'));
    }
    await peer.received('receipt');
    assert.deepEqual(await files.names(), ['a']);
  });

  const names: [string, string][] = [
    ['../../escaped', 'escaped'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Windows\\win.ini', 'win.ini'],
    ['..', 'file'],
    ['a\0b', 'ab'],
    ['\u202egnp.exe', 'gnp.exe'],
    [`${'long '.repeat(800)}.txt`, `${'long '.repeat(48).slice(0, 208)}.txt`],
    ['.bashrc', 'bashrc'],
    ['CON.txt', '_CON.txt'],
  ];
  for (const [sent, kept] of names) {
    it(`saves ${JSON.stringify(sent.slice(0, 20))} as ${kept.slice(0, 20)}`, async () => {
      peer.sayFile(sent, 'content');
      await peer.received('receipt');
      assert.deepEqual(await files.names(), [kept]);
      peer.say(fileMessage(sent, 7, { resume: true }));
      assert.deepEqual((await peer.next()).message, { type: 'have', offset: 0, sha256: sha256Of() });
    });
  }

  it('overwrites nothing', async () => {
    for (const text of ['one', 'two', 'three']) {
      peer.sayFile('a.tar.gz', text);
      await peer.next();
    }
    assert.deepEqual(await files.names(), ['a (2).tar.gz', 'a (3).tar.gz', 'a.tar.gz']);
    assert.equal(String(await files.received('a.tar.gz')), 'one');
  });

  it('accepts times from the minimum to the maximum', async () => {
    // How a file system stores the first and the last is up to it.
    for (const modifiedMs of [-8.64e15, -1, 0, 0.5, 1e12, 8.64e15]) {
      peer.sayFile(`at ${modifiedMs}`, 'content', { modifiedMs });
      assert.equal((await peer.next()).message.type, 'receipt', `${modifiedMs}`);
      const { mtimeMs } = await stat(join(files.in, `at ${modifiedMs}`));
      if (Math.abs(modifiedMs) < 8e15) assert.ok(Math.abs(mtimeMs - modifiedMs) <= 1, `${mtimeMs} for ${modifiedMs}`);
    }
  });
});
