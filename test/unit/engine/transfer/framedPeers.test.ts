/** What peers may say to a receiver or a sender of framed files, right and wrong, message by message. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FramedFlaw } from '../../../../src/core/transfer/framedDecoder.ts';
import { dataHeader, type FileMessage } from '../../../../src/core/transfer/framedMessage.ts';
import { defaultReceiveSettings, hasEnded, type TransferSnapshot } from '../../../../src/core/transfer/transfer.ts';
import { freeName } from '../../../../src/engine/transfer/partName.ts';
import { FileTests, readAll, variedBytes } from '../../../support/fileTests.ts';
import { FramedSocket } from '../../../support/framedSocket.ts';
import { eventCodes, eventSeen, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { plainName } from '../../../support/partNames.ts';
import { sha256Of } from '../../../support/sha256Of.ts';

const large = variedBytes(200_000);
const file = (name: string, size: number, more: Partial<FileMessage> = {}): FileMessage => ({
  type: 'file',
  version: 1,
  name,
  size,
  resume: false,
  ...more,
});
const end = (bytes: string | Uint8Array) => ({ type: 'end', sha256: sha256Of(bytes) }) as const;

describe('a receiver of framed files', () => {
  const files = new FileTests();
  let server: OpenEndpoint;
  let peer: FramedSocket;

  beforeEach(async () => {
    server = await files.receiver({ mode: 'framed' });
    peer = new FramedSocket(await files.socket(server));
  });

  const say = (name: string, bytes: string, more: Partial<FileMessage> = {}) =>
    peer.say(file(name, bytes.length, more), dataHeader(bytes.length), Buffer.from(bytes), end(bytes));

  async function refusal(): Promise<string> {
    const { message } = await peer.next();
    assert.equal(message.type, 'refuse');
    return message.type === 'refuse' ? message.reason : '';
  }

  /** A file goes through: nothing of what was before is in the way. */
  async function assertGoesOn(): Promise<void> {
    say('next', 'next');
    assert.deepEqual((await peer.next()).message, { type: 'receipt', bytes: 4, sha256: sha256Of('next') });
    assert.equal(String(await files.received('next')), 'next');
  }

  it('refuses what has another hash, and keeps nothing of it', async () => {
    peer.say(file('a', 3), dataHeader(3), Buffer.from('abc'), end('abd'));
    assert.equal(await refusal(), 'the hash is wrong');
    await assertGoesOn();
    assert.deepEqual(await files.names(), ['next']);
  });

  it('refuses more than was announced when it comes, and less at the end', async () => {
    peer.say(file('more', 3), dataHeader(4), Buffer.from('abcd'));
    assert.equal(await refusal(), 'the bytes are not as many as were announced');
    peer.say(dataHeader(2), Buffer.from('ef'), end('abcdef'));
    peer.say(file('less', 3), dataHeader(2), Buffer.from('ab'), end('ab'));
    assert.equal(await refusal(), 'the bytes are not as many as were announced');
    await assertGoesOn();
    assert.deepEqual(await files.names(), ['next']);
  });

  it('answers a sender that has ended its direction, and ends ours behind the answer', async () => {
    say('a', 'abc');
    peer.end();
    assert.deepEqual((await peer.next()).message, { type: 'receipt', bytes: 3, sha256: sha256Of('abc') });
    await peer.ended();
    assert.equal(String(await files.received('a')), 'abc');
  });

  it('answers all files of a sender that waits for nothing', async () => {
    for (let at = 0; at < 500; at++) say(`${at}`, `this is ${at}`);
    peer.end();
    for (let at = 0; at < 500; at++) {
      const bytes = `this is ${at}`;
      assert.deepEqual((await peer.next()).message, { type: 'receipt', bytes: bytes.length, sha256: sha256Of(bytes) });
    }
    await peer.ended();
    assert.equal((await files.names()).length, 500);
  });

  it('takes a file in single bytes', async () => {
    const pieces = [...large.subarray(0, 20_000)].flatMap(byte => [dataHeader(1), Uint8Array.of(byte)]);
    peer.say(file('a', 20_000), Buffer.concat(pieces), end(large.subarray(0, 20_000)));
    assert.equal((await peer.next()).message.type, 'receipt');
    assert.deepEqual(await files.received('a'), large.subarray(0, 20_000));
  });

  it('keeps what a reset or an end left, and says so when the file comes again', async () => {
    for (const [at, way] of (['end', 'reset'] as const).entries()) {
      peer.say(file('a', large.length, { resume: true }));
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
      if (way === 'end') assert.match(await refusal(), /ended inside/);
      await files.endpoints.transferSeen(
        server.id,
        ({ state, failure, bytes }) =>
          state === 'failed' && failure?.code === 'FILE_INCOMPLETE' && bytes === (at + 1) * 50_000,
      );
      peer = new FramedSocket(await files.socket(server));
    }
    peer.say(file('a', large.length, { resume: true }));
    assert.equal((await peer.next()).message.type, 'have');
    peer.say({ type: 'from', offset: 100_000 }, dataHeader(100_000), large.subarray(100_000), end(large));
    assert.equal((await peer.next()).message.type, 'receipt');
    assert.deepEqual([await files.names(), await files.received('a')], [['a'], large]);
  });

  it('goes on with no file but its own parts, whatever is called so', async () => {
    say('movie.part', 'a whole file');
    assert.equal((await peer.next()).message.type, 'receipt');
    await writeFile(join(files.in, 'movie (2).part'), 'of another program');
    for (const size of [5, 1000]) {
      peer.say(file('movie', size, { resume: true }));
      assert.deepEqual((await peer.next()).message, { type: 'have', offset: 0, sha256: sha256Of() });
      peer.say({ type: 'from', offset: 0 }, { type: 'cancel', reason: '' });
      assert.equal(await refusal(), 'cancelled');
    }
    assert.deepEqual(
      [String(await files.received('movie.part')), String(await files.received('movie (2).part'))],
      ['a whole file', 'of another program'],
    );
  });

  it('keeps a part whoever says that it is of something else, until a whole file comes in its place', async () => {
    const part = freeName('a');
    await writeFile(join(files.in, part), large.subarray(0, 1000));
    const attempts: [size: number, from: number, rest: Parameters<FramedSocket['say']>][] = [
      [10, 0, [{ type: 'cancel', reason: '' }]],
      [2000, 0, [{ type: 'cancel', reason: '' }]],
      [1, 0, [dataHeader(1), Buffer.from('x'), end('y')]],
      [1001, 1000, [dataHeader(1), Buffer.from('x'), end('wrong')]],
      [1001, 1000, [dataHeader(2), Buffer.from('xx'), { type: 'cancel', reason: '' }]],
    ];
    for (const [size, from, rest] of attempts) {
      peer.say(file('a', size, { resume: true }));
      const { message } = await peer.next();
      assert.equal(message.type === 'have' && message.offset, size < 1000 ? 0 : 1000);
      peer.say({ type: 'from', offset: from }, ...rest);
      await refusal();
      const left = await readdir(files.in);
      assert.deepEqual(left.map(plainName), ['a.part']);
      assert.deepEqual(await files.received(left[0] ?? ''), large.subarray(0, 1000));
    }
    peer.say(
      file('a', 3, { resume: true }),
      { type: 'from', offset: 0 },
      dataHeader(3),
      Buffer.from('abc'),
      end('abc'),
    );
    await peer.next();
    assert.equal((await peer.next()).message.type, 'receipt');
    assert.deepEqual(await files.names(), ['a']);
  });

  it('begins again when the sender does, and refuses to go on elsewhere', async () => {
    for (const from of [7, 0]) {
      peer.say(file('a', 10, { resume: true }));
      await peer.next();
      peer.say({ type: 'from', offset: from });
      if (from > 0) {
        assert.match(await refusal(), /not as many/);
        peer.say({ type: 'cancel', reason: '' });
      } else peer.say(dataHeader(10), Buffer.from('0123456789'), end('0123456789'));
    }
    assert.equal((await peer.next()).message.type, 'receipt');
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
    it(`calls ${JSON.stringify(sent.slice(0, 20))} ${kept.slice(0, 20)}`, async () => {
      say(sent, 'content');
      assert.equal((await peer.next()).message.type, 'receipt');
      assert.deepEqual(await files.names(), [kept]);
      peer.say(file(sent, 7, { resume: true }));
      assert.deepEqual((await peer.next()).message, { type: 'have', offset: 0, sha256: sha256Of() });
    });
  }

  it('overwrites nothing', async () => {
    for (const text of ['one', 'two', 'three']) {
      say('a.tar.gz', text);
      await peer.next();
    }
    assert.deepEqual(await files.names(), ['a (2).tar.gz', 'a (3).tar.gz', 'a.tar.gz']);
    assert.equal(String(await files.received('a.tar.gz')), 'one');
  });

  it('takes times from the beginning to the end of all', async () => {
    // What a file system makes of the first and the last is its own.
    for (const modifiedMs of [-8.64e15, -1, 0, 0.5, 1e12, 8.64e15]) {
      say(`at ${modifiedMs}`, 'content', { modifiedMs });
      assert.equal((await peer.next()).message.type, 'receipt', `${modifiedMs}`);
      const { mtimeMs } = await stat(join(files.in, `at ${modifiedMs}`));
      if (Math.abs(modifiedMs) < 8e15) assert.ok(Math.abs(mtimeMs - modifiedMs) <= 1, `${mtimeMs} for ${modifiedMs}`);
    }
  });

  it('refuses a later version, and goes on', async () => {
    say('a', 'content', { version: 2 });
    assert.match(await refusal(), /version 1/);
    await assertGoesOn();
  });

  it('keeps its direction for a sender that says nothing more only until it is refused', async () => {
    peer.say(file('a', 3));
    const { id } = await files.endpoints.transferSeen(server.id, ({ state }) => state === 'running');
    await assert.rejects(server.send('now?'), { code: 'BUSY' });
    files.endpoints.engine.cancelTransfer(id);
    assert.equal(await refusal(), 'cancelled');
    await server.end();
    await peer.ended();
  });

  it('has each end told, however many come at once', async () => {
    const told = new Map<string, TransferSnapshot>();
    const { transfersChanged } = files.endpoints.events;
    files.endpoints.events.transfersChanged = transfers => {
      for (const transfer of transfers) told.set(transfer.id, transfer);
      transfersChanged(transfers);
    };
    for (let at = 0; at < 1000; at++) peer.say(file('a', 0, { version: 2 }), { type: 'cancel', reason: '' });
    for (let at = 0; at < 1000; at++) await refusal();
    await files.endpoints.transferSeen(server.id, () => told.size === 1000 && [...told.values()].every(hasEnded));
  });

  it('says nothing to answers that nobody waits for', async () => {
    peer.say({ type: 'refuse', reason: 'you' }, { type: 'have', offset: 0, sha256: sha256Of() });
    peer.say({ type: 'receipt', bytes: 0, sha256: sha256Of() });
    await assertGoesOn();
    const sent = await files.begin(server, await files.file('ours', 'ours'), { mode: 'framed' });
    assert.equal((await peer.next()).message.type, 'file');
    const { data, message } = await peer.next();
    assert.deepEqual([String(data), message], ['ours', end('ours')]);
    peer.say({ type: 'receipt', bytes: 4, sha256: sha256Of('ours') });
    assert.equal((await files.ended(sent)).state, 'done');
  });

  const notFramed: [string, FramedFlaw][] = [
    ['GET / HTTP/1.1\r\n\r\n', 'notFramed'],
    ['{"a":1}\n', 'invalidMessage'],
    ['{"type":"else"}\n', 'unknownType'],
    ['{', 'notFramed'],
    ['{ no JSON }\n', 'invalidJson'],
    [`{"type":"${'x'.repeat(70_000)}"}\n`, 'lineTooLong'],
  ];
  for (const [text, flaw] of notFramed) {
    it(`keeps ${JSON.stringify(text.slice(0, 20))} as a raw file and says so`, async () => {
      const socket = await files.socket(server);
      socket.write(text.slice(0, 1));
      socket.write(text.slice(1));
      socket.end(large);
      socket.resume();
      const received = await files.receivedBy(server);
      assert.deepEqual([received.mode, received.state], ['raw', 'done']);
      const [name = ''] = await files.names();
      assert.deepEqual(await files.received(name), Buffer.concat([Buffer.from(text), large]));
      await eventSeen(server, 'notFramed');
      const events = (await server.entries()).map(({ event }) => event);
      assert.deepEqual(
        events.filter(event => event?.code === 'notFramed').map(event => event?.flaw),
        [flaw],
      );
    });
  }

  it('keeps as raw what isn’t framed behind a file, and both are there', async () => {
    say('a', 'abc');
    assert.equal((await peer.next()).message.type, 'receipt');
    const socket = await files.socket(server);
    const whole = [Buffer.from(JSON.stringify(file('b', 3))), '\n', dataHeader(3), 'bcd'].map(part =>
      Buffer.from(part),
    );
    socket.end(Buffer.concat([...whole, Buffer.from('rest')]));
    assert.ok(String((await readAll(socket)).bytes).startsWith('{"type":"refuse"'));
    await files.endpoints.transferSeen(server.id, ({ mode, state }) => mode === 'raw' && state === 'done');
    const names = await files.names();
    assert.deepEqual(names.slice(-2), ['a', 'b.part']);
    assert.equal(String(await files.received(names[0] ?? '')), 'rest');
  });

  it('hears nothing more where it can’t answer, and reads on', async () => {
    await server.end();
    await peer.ended();
    for (let at = 0; at < 20; at++) peer.say(file('a', large.length), dataHeader(large.length), large, end(large));
    peer.end();
    await eventSeen(server, 'peerEnded');
    await seen(server, () => (server.counters.peers === 0 ? true : undefined));
    assert.deepEqual(await files.names(), []);
  });

  for (const how of ['close', 'disconnect'] as const) {
    it(`receives nothing of what waited after our ${how}`, async () => {
      const { engine } = files.endpoints;
      const open = await files.endpoints.open({ kind: 'tcp-server', address: ':0', files: { mode: 'framed' } });
      peer = new FramedSocket(await files.socket(open));
      for (let at = 0; at < 6; at++) say(`${at}`, 'content');
      if (how === 'close') {
        peer.end();
        await eventSeen(open, 'peerEnded');
      }
      const asking = await files.endpoints.transferSeen(open.id, ({ state }) => state === 'asking');
      if (how === 'close') await engine.close(open.id);
      else await engine.disconnect(open.id, asking.peer.id);
      // Until then another one would have asked.
      await open.entries();
      assert.deepEqual(
        engine.transfers(open.id).map(({ name, state }) => [name, state]),
        [['0', 'cancelled']],
      );
    });
  }

  it('asks for what is whole still when the next file is cut, and never for that', async () => {
    const { engine } = files.endpoints;
    const open = await files.endpoints.open({ kind: 'tcp-server', address: ':0', files: { mode: 'framed' } });
    peer = new FramedSocket(await files.socket(open));
    say('whole', 'content');
    peer.say(file('cut', 5));
    peer.end();
    await eventSeen(open, 'peerEnded');
    const asking = await files.endpoints.transferSeen(open.id, ({ state }) => state === 'asking');
    assert.equal(asking.name, 'whole');
    engine.receiving = { ...defaultReceiveSettings, directory: files.in };
    await setImmediate();
    // For the next one there is none again: it would have to ask.
    engine.receiving = defaultReceiveSettings;
    assert.equal((await files.ended(asking)).state, 'done');
    const cut = await files.endpoints.transferSeen(open.id, ({ name }) => name === 'cut');
    assert.equal((await files.ended(cut)).failure?.code, 'FILE_INCOMPLETE');
    assert.deepEqual(await files.names(), ['whole']);
  });

  it('asks a person once a connection whether a peer from elsewhere may send', async () => {
    const host = Object.values(networkInterfaces())
      .flat()
      .find(one => one && !one.internal && one.family === 'IPv4')?.address;
    assert.ok(host, 'this machine has an address in a network');
    const open = await files.endpoints.open({
      kind: 'tcp-server',
      address: `${host}:0`,
      files: { mode: 'framed', directory: files.in },
    });
    const socket = connect(portOf(open), host);
    await once(socket, 'connect');
    peer = new FramedSocket(socket);
    say('a', 'a');
    const { id, asks } = await files.endpoints.transferSeen(open.id, ({ state }) => state === 'asking');
    assert.equal(asks, 'consent');
    assert.deepEqual(await files.names(), []);
    files.endpoints.engine.answerTransfer(id, { accept: true });
    assert.equal((await peer.next()).message.type, 'receipt');
    say('b', 'b');
    assert.equal((await peer.next()).message.type, 'receipt');
    const again = connect(portOf(open), host);
    await once(again, 'connect');
    peer = new FramedSocket(again);
    say('c', 'c');
    const second = await files.endpoints.transferSeen(open.id, ({ state }) => state === 'asking');
    files.endpoints.engine.answerTransfer(second.id, { accept: false });
    assert.equal(await refusal(), 'declined');
    assert.deepEqual(await files.names(), ['a', 'b']);
    for (const one of [socket, again]) one.destroy();
  });

  it('asks nobody about a peer on a Unix socket', async () => {
    if (process.platform === 'win32') return;
    const path = `${files.endpoints.directory}/socket`;
    await files.endpoints.open({
      kind: 'tcp-server',
      address: `unix:${path}`,
      files: { mode: 'framed', directory: files.in },
    });
    const socket = connect(path);
    await once(socket, 'connect');
    peer = new FramedSocket(socket);
    await assertGoesOn();
    socket.destroy();
  });
});

describe('a sender of framed files', () => {
  const files = new FileTests();
  let client: OpenEndpoint;
  let peer: FramedSocket;

  beforeEach(async () => {
    const { port, connection } = await files.listen();
    client = await files.client(port);
    peer = new FramedSocket(await connection());
  });

  const begin = async (name: string, bytes: string | Uint8Array) =>
    files.begin(client, await files.file(name, bytes), { mode: 'framed' });

  it('waits for the answer to a cancelled file before the next one begins', async () => {
    const first = await begin('a', large);
    assert.equal((await peer.next()).message.type, 'file');
    files.endpoints.engine.cancelTransfer(first.id);
    assert.equal((await files.ended(first)).state, 'cancelled');
    assert.deepEqual((await peer.next()).message, { type: 'cancel', reason: 'cancelled' });
    const second = await begin('b', 'b');
    await assert.rejects(client.send('not now'), { code: 'BUSY' });
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    const { state } = files.endpoints.engine.transfers(client.id).at(-1) ?? {};
    assert.equal(state, 'queued');
    peer.say({ type: 'have', offset: 0, sha256: sha256Of() }, { type: 'refuse', reason: 'as you like' });
    const { message } = await peer.next();
    assert.equal(message.type === 'file' && message.name, 'b');
    assert.equal((await peer.next()).message.type, 'end');
    peer.say({ type: 'receipt', bytes: 1, sha256: sha256Of('b') });
    assert.equal((await files.ended(second)).state, 'done');
    assert.deepEqual((await eventCodes(client)).slice(-2), ['transferCancelled', 'fileSent']);
  });

  it('goes on where the receiver says, and begins again where that is something else', async () => {
    const cases: [number, string, number][] = [
      [1000, sha256Of(large.subarray(0, 1000)), 1000],
      [1000, sha256Of(large.subarray(0, 999)), 0],
      [large.length, sha256Of(large), large.length],
      [large.length + 1, sha256Of(large), 0],
    ];
    for (const [offset, sha256, from] of cases) {
      const sent = await begin('a', large);
      await peer.next();
      peer.say({ type: 'have', offset, sha256 });
      assert.deepEqual((await peer.next()).message, { type: 'from', offset: from });
      const { data, message } = await peer.next();
      assert.deepEqual([data, message], [large.subarray(from), end(large)]);
      peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
      const { state, resumedAt = 0 } = await files.ended(sent);
      assert.deepEqual([state, resumedAt], ['done', from]);
    }
  });

  it('takes no receipt before it has sent the file', async () => {
    const sent = await begin('a', large);
    await peer.next();
    peer.say({ type: 'receipt', bytes: 3, sha256: sha256Of('xyz') }, { type: 'have', offset: 0, sha256: sha256Of() });
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
    assert.equal((await files.ended(sent)).state, 'done');
  });

  it('fails where the receipt is for something else', async () => {
    const sent = await begin('a', 'abc');
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: 3, sha256: sha256Of('xyz') });
    const { state, failure } = await files.ended(sent);
    assert.deepEqual([state, failure?.code], ['failed', 'HASH_MISMATCH']);
  });

  it('tells why it was refused, whenever that is', async () => {
    for (const when of ['at once', 'in the middle', 'at the end']) {
      const sent = await begin('a', large);
      assert.equal((await peer.next()).message.type, 'file');
      if (when !== 'at once') {
        peer.say({ type: 'have', offset: 0, sha256: sha256Of() });
        assert.equal((await peer.next()).message.type, 'from');
      }
      if (when === 'at the end') await peer.next();
      peer.say({ type: 'refuse', reason: when });
      const { failure } = await files.ended(sent);
      assert.deepEqual([failure?.code, failure?.params.reason], ['PEER_REFUSED', when]);
      if (when !== 'at the end') assert.match((await peer.next()).message.type, /cancel|end/);
    }
  });

  it('keeps nobody waiting for peers that say nothing', async () => {
    const server = await files.endpoints.open({ kind: 'tcp-server', address: ':0' });
    const peers: FramedSocket[] = [];
    for (let at = 0; at < 40; at++) peers.push(new FramedSocket(await files.socket(server)));
    await seen(server, () => (server.counters.peers === 40 ? true : undefined));
    await files.begin(server, await files.file('a', 'abc'), { mode: 'framed' });
    for (const one of peers) assert.equal((await one.next()).message.type, 'file');
  });

  it('fails when the connection goes before the receipt', async () => {
    const sent = await begin('a', 'abc');
    await peer.next();
    await peer.next();
    peer.reset();
    const { state, failure, canRetry } = await files.ended(sent);
    assert.deepEqual([state, failure?.code, canRetry], ['failed', 'SEND_INTERRUPTED', true]);
  });

  it('goes on, however many answers come that nobody waits for', async () => {
    const sent = await begin('a', large);
    await peer.next();
    const have = { type: 'have', offset: large.length, sha256: sha256Of(large) } as const;
    peer.say(...Array.from({ length: 20_000 }, () => have));
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
    assert.equal((await files.ended(sent)).state, 'done');
  });
});
