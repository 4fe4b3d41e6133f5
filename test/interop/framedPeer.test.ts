/** The Python peer of framedFormat.md: connected to itself, and its output as our decoder reads it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataHeader } from '../../src/core/transfer/framedMessage.ts';
import { FramedSocket } from '../support/framedSocket.ts';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';
import { sha256Of as hash } from '../support/sha256Of.ts';

const program = join(root, 'test/interop/programs/framed_peer.py');
/** More than two data messages, and not a multiple of anything. */
const large = Buffer.from(Array.from({ length: 2_500_001 }, (_, at) => at * 7 + (at >> 8)));

describe('the Python peer of the framed format', () => {
  let directory = '';
  const programs: Program[] = [];
  const sockets: Socket[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portside-framed-'));
    await mkdir(join(directory, 'out'));
    await mkdir(join(directory, 'in'));
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(programs.splice(0).map(one => one.stop()));
    await rm(directory, { recursive: true });
  });

  async function start(...args: (string | number)[]): Promise<Program> {
    const started = await startPython(program, ...args);
    programs.push(started);
    return started;
  }

  /** Starts a receiver into `in` and returns its port. */
  async function startReceiver(): Promise<{ receiver: Program; port: number }> {
    const receiver = await start('receive', 0, join(directory, 'in'));
    return { receiver, port: await receiver.port() };
  }

  /** Writes files into `out` and returns their paths. */
  async function filesToSend(files: Record<string, Uint8Array>): Promise<string[]> {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, 'out', name), bytes);
    return Object.keys(files).map(name => join(directory, 'out', name));
  }

  const received = (name: string) => readFile(join(directory, 'in', name));

  it('sends itself several files, including an empty one, over one connection', async () => {
    const { receiver, port } = await startReceiver();
    const files = { 'large.bin': large, empty: Buffer.alloc(0), 'größe.txt': Buffer.from('text\n') };
    const sender = await start('send', '127.0.0.1', port, ...(await filesToSend(files)));
    for (const [name, bytes] of Object.entries(files)) {
      assert.equal(await sender.line(), `receipt ${bytes.length} ${hash(bytes)}`);
      assert.equal(await receiver.line(), `received ${name} ${bytes.length}`);
      assert.deepEqual(await received(name), bytes);
    }
    await sender.ended();
    assert.deepEqual(new Set(await readdir(join(directory, 'in'))), new Set(Object.keys(files)));
  });

  const parts: { name: string; part: Uint8Array }[] = [
    { name: 'goes on where a part ends', part: large.subarray(0, 1_234_567) },
    { name: 'takes a part that is whole', part: large },
    { name: 'begins again where the part is of another file', part: Buffer.alloc(1_234_567, 'x') },
    { name: 'cuts a part that is longer than the file', part: Buffer.concat([large, Buffer.from('more')]) },
  ];
  for (const { name, part } of parts) {
    it(name, async () => {
      const { port } = await startReceiver();
      await writeFile(join(directory, 'in', 'a.bin.part'), part);
      const sender = await start('send', '127.0.0.1', port, ...(await filesToSend({ 'a.bin': large })));
      assert.equal(await sender.line(), `receipt ${large.length} ${hash(large)}`);
      assert.deepEqual(await received('a.bin'), large);
      assert.deepEqual(await readdir(join(directory, 'in')), ['a.bin']);
    });
  }

  it('writes what our decoder reads, and resumes where it is asked to', async () => {
    const [path = ''] = await filesToSend({ 'a.bin': large });
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const sender = await sendsTo(path);
    assert.deepEqual((await sender.next()).message, {
      type: 'file',
      version: 1,
      name: 'a.bin',
      size: large.length,
      modifiedMs: (await stat(path)).mtimeMs,
      resume: true,
    });
    sender.say({ type: 'have', offset: 1_000_000, sha256: hash(large.subarray(0, 1_000_000)) });
    assert.deepEqual((await sender.next()).message, { type: 'from', offset: 1_000_000 });
    const { data, message } = await sender.next();
    assert.deepEqual(data, large.subarray(1_000_000));
    assert.deepEqual(message, { type: 'end', sha256: hash(large) });
    sender.say({ type: 'receipt', bytes: large.length, sha256: hash(large) });
    await programs[0]?.ended();
    await sender.ended();
  });

  it('cancels a refused file, and sends the next', async () => {
    const sender = await sendsTo(...(await filesToSend({ a: large, b: Buffer.from('b') })));
    await sender.next();
    sender.say({ type: 'refuse', reason: 'too large' });
    assert.equal((await sender.next()).message.type, 'cancel');
    assert.equal(await programs[0]?.line(), 'refuse too large');
    assert.deepEqual((await sender.next()).message.type, 'file');
    sender.say({ type: 'have', offset: 0, sha256: hash() });
    await sender.next();
    assert.deepEqual(await sender.next(), { data: Buffer.from('b'), message: { type: 'end', sha256: hash('b') } });
  });

  it('keeps what was received before a connection was lost, and reports it when the file is sent again', async () => {
    const first = await sendsHere();
    const file = { type: 'file', version: 1, name: '../a', size: 3, resume: true } as const;
    first.say(file);
    assert.deepEqual((await first.next()).message, { type: 'have', offset: 0, sha256: hash() });
    first.say({ type: 'from', offset: 0 }, dataHeader(2), Buffer.from('ab'));
    first.end();
    await first.ended();
    const second = await sendsHere(first.port);
    second.say(file);
    assert.deepEqual((await second.next()).message, { type: 'have', offset: 2, sha256: hash('ab') });
    second.say({ type: 'from', offset: 2 }, dataHeader(1), Buffer.from('c'), { type: 'end', sha256: hash('abc') });
    assert.deepEqual((await second.next()).message, { type: 'receipt', bytes: 3, sha256: hash('abc') });
    assert.equal(String(await received('a')), 'abc');
  });

  it('refuses files with a wrong hash or size, cancelled ones and ones that would overwrite another, and accepts the next', async () => {
    const sender = await sendsHere();
    const file = { type: 'file', version: 1, name: 'a', size: 1, resume: false } as const;
    const data = [dataHeader(1), Buffer.from('a')];
    sender.say(file, ...data, { type: 'end', sha256: hash('b') });
    assert.equal((await sender.next()).message.type, 'refuse');
    sender.say(file, { type: 'end', sha256: hash() });
    assert.equal((await sender.next()).message.type, 'refuse');
    sender.say(file, ...data, { type: 'cancel', reason: 'enough' });
    assert.equal((await sender.next()).message.type, 'refuse');
    sender.say(file, ...data, { type: 'end', sha256: hash('a') });
    assert.equal((await sender.next()).message.type, 'receipt');
    sender.say(file, dataHeader(1), Buffer.from('b'), { type: 'end', sha256: hash('b') });
    assert.equal((await sender.next()).message.type, 'refuse');
    assert.equal(String(await received('a')), 'a');
  });

  /** Lets Python send files to us. */
  async function sendsTo(...paths: string[]): Promise<FramedSocket> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    await start('send', '127.0.0.1', (server.address() as AddressInfo).port, ...paths);
    const [socket] = await accepted;
    sockets.push(socket);
    server.close();
    return new FramedSocket(socket);
  }

  /** Connects to Python's receiver, by default to a new one. */
  async function sendsHere(port?: number): Promise<FramedSocket> {
    const socket = connect(port ?? (await startReceiver()).port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    return new FramedSocket(socket);
  }
});
