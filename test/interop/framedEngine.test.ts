/** Portside and the Python peer of framedFormat.md, each as sender and as receiver; and files larger than 4 GiB. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unheldName } from '../../src/engine/transfer/disk/partName.ts';
import { FileTests, variedBytes } from '../support/fileTests.ts';
import { type OpenEndpoint, portOf } from '../support/openEndpoint.ts';
import { paramsOf } from '../support/paramsOf.ts';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { mountSmallDisk } from '../support/smallDisk.ts';

const mebibyte = 1024 * 1024;
const framedPeer = join(root, 'test/interop/programs/framed_peer.py');
const fileSink = join(root, 'test/bench/programs/fileSink.py');
const large = variedBytes(2_500_001);
/** 4 GiB and a byte: more than 32 bits can count. */
const beyond = 4 * 1024 * mebibyte + 1;
const framed = { mode: 'framed' } as const;

describe('Portside and the Python peer of the framed format', function () {
  this.timeout(60_000);
  const files = new FileTests();
  const started: Program[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map(one => one.stop('SIGKILL')));
  });

  async function start(file: string, ...args: (string | number)[]): Promise<Program> {
    const one = await startPython(file, ...args);
    started.push(one);
    return one;
  }

  /** Starts Python's receiver into `in`, and opens a client that is connected to it. */
  async function sender(): Promise<OpenEndpoint> {
    const program = await start(framedPeer, 'receive', 0, files.in);
    return files.client(await program.port());
  }

  const transfersOf = ({ id }: OpenEndpoint) => files.endpoints.engine.transfers(id);

  it('sends it several files, including an empty one', async () => {
    const client = await sender();
    const all = { 'large.bin': large, empty: Buffer.alloc(0), 'größe.txt': Buffer.from('text\n') };
    const paths = await Promise.all(Object.entries(all).map(([name, bytes]) => files.file(name, bytes)));
    const sent = await files.send(client, paths, framed);
    assert.deepEqual([sent.state, sent.files.done], ['done', 3]);
    for (const [name, bytes] of Object.entries(all)) assert.deepEqual(await files.received(name), bytes);
    assert.deepEqual((await files.names()).length, 3);
  });

  it('receives several files from it, including an empty one', async () => {
    const server = await files.receiver({ mode: 'framed' });
    const all = { 'large.bin': large, empty: Buffer.alloc(0), 'größe.txt': Buffer.from('text\n') };
    const paths = await Promise.all(Object.entries(all).map(([name, bytes]) => files.file(name, bytes)));
    const program = await start(framedPeer, 'send', '127.0.0.1', portOf(server), ...paths);
    for (const [name, bytes] of Object.entries(all)) {
      assert.equal(await program.line(), `receipt ${bytes.length} ${sha256Of(bytes)}`);
      assert.deepEqual(await files.received(name), bytes);
    }
    await program.ended();
    assert.deepEqual(
      (await transfersOf(server)).map(({ state }) => state),
      ['done', 'done', 'done'],
    );
  });

  const parts: [string, Uint8Array, number | undefined][] = [
    ['goes on where a part ends', large.subarray(0, 1_234_567), 1_234_567],
    ['takes a part that is whole', large, large.length],
    ['begins again where the part is of another file', variedBytes(1000).reverse(), undefined],
  ];
  for (const [what, part, place] of parts) {
    it(`${what}, as sender and as receiver`, async () => {
      await writeFile(join(files.in, 'there.bin.part'), part);
      const sent = await files.send(await sender(), await files.file('there.bin', large), framed);
      assert.deepEqual([sent.state, sent.resumedAt], ['done', place]);
      await writeFile(join(files.in, unheldName('here.bin')), part);
      const server = await files.receiver({ mode: 'framed' });
      const path = await files.file('here.bin', large);
      const program = await start(framedPeer, 'send', '127.0.0.1', portOf(server), path);
      await program.ended();
      assert.equal((await files.receivedBy(server)).resumedAt, place);
      assert.deepEqual([await files.received('there.bin'), await files.received('here.bin')], [large, large]);
      assert.deepEqual(await files.names(), ['here.bin', 'there.bin']);
    });
  }

  it('is refused a file that already exists, and sends the next', async () => {
    await writeFile(join(files.in, 'a'), 'was here');
    const client = await sender();
    const { state, failure } = await files.send(client, await files.file('a', 'other'), framed);
    assert.deepEqual([state, failure?.code], ['failed', 'PEER_REFUSED']);
    assert.match(`${paramsOf(failure).reason}`, /a file of this name/);
    assert.equal((await files.send(client, await files.file('b', 'b'), framed)).state, 'done');
    assert.equal(String(await files.received('a')), 'was here');
  });

  it('refuses a file that is too large, and accepts the next', async () => {
    const server = await files.receiver({ mode: 'framed', maxFileBytes: 1000 });
    const paths = [await files.file('a', large), await files.file('b', 'b')];
    const program = await start(framedPeer, 'send', '127.0.0.1', portOf(server), ...paths);
    assert.equal(await program.line(), 'refuse the file is too large');
    assert.match(await program.line(), /^receipt 1 /);
    assert.deepEqual(await files.names(), ['b']);
  });

  it('cancels what it sends and what it receives, and continues with the next', async () => {
    const { engine } = files.endpoints;
    const client = await sender();
    // So large that the kernel hasn't taken all of it when the transfer is cancelled.
    const sent = await files.begin(client, await files.sparse('a', 1024 * mebibyte), framed);
    await files.moving(client);
    await engine.cancelTransfer(sent.id);
    assert.equal((await files.ended(sent)).state, 'cancelled');
    assert.equal((await files.send(client, await files.file('b', 'b'), framed)).state, 'done');

    const server = await files.receiver({ mode: 'framed' });
    const paths = [await files.sparse('c', 512 * mebibyte), await files.file('d', 'd')];
    const program = await start(framedPeer, 'send', '127.0.0.1', portOf(server), ...paths);
    const got = await files.moving(server);
    await engine.cancelTransfer(got.id);
    assert.equal((await files.ended(got)).state, 'cancelled');
    // It doesn't read before it has sent everything.
    assert.equal(await program.line(), 'refuse cancelled');
    assert.match(await program.line(), /^receipt 1 /);
    await program.ended();
    assert.deepEqual(await files.names(), ['a.part', 'b', 'c.part', 'd']);
  });

  it('sends more than 4 GiB', async function () {
    this.timeout(240_000);
    const sink = await start(fileSink, 'framed');
    const client = await files.client(Number(await sink.line()));
    const sent = await files.send(client, await files.sparse('huge', beyond), framed);
    assert.deepEqual([sent.state, sent.bytes], ['done', beyond]);
    assert.equal(await sink.line(), `${beyond} right`);
  });
});

describe('a disk that fills', function () {
  this.timeout(60_000);
  let unmount: (() => Promise<void>) | undefined;

  // Runs before the hook of `FileTests`, which searches the folder.
  afterEach(async () => {
    await files.endpoints.dispose();
    await unmount?.();
  });
  const files = new FileTests();

  it('ends a raw file with a reset, and refuses a framed one; there is room for others afterwards', async () => {
    const directory = join(files.in, 'small');
    unmount = await mountSmallDisk(directory, 2048);
    const raw = await files.receiver({ directory, name: 'raw' });
    const framedOne = await files.receiver({ directory, mode: 'framed' });
    const path = await files.file('a', variedBytes(4 * mebibyte));
    const client = await files.client(raw);
    // Nothing more is sent that would reveal the end: the connection stays open and silent.
    await files.send(client, await files.file('b', variedBytes(2_300_000)), { mode: 'raw', endAfter: false });
    const { state, failure } = await files.receivedBy(raw);
    assert.deepEqual([state, failure?.code, paramsOf(failure).operation], ['failed', 'ENOSPC', 'write']);
    const other = await files.client(framedOne);
    const refused = await files.send(other, path, framed);
    assert.deepEqual([refused.failure?.code, paramsOf(refused.failure).reason], ['PEER_REFUSED', 'the disk is full']);
    assert.equal(raw.state, 'open');
    const small = await files.send(other, await files.file('c', ''), framed);
    assert.equal(small.state, 'done', 'the connection still works');
  });
});
