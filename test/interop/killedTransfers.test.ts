/**
 * Framed files whose connection or other side is killed at random points, repeatedly: each attempt resumes where the
 * last one ended.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TransferSnapshot } from '../../src/core/transfer/transferSnapshot.ts';
import { Dice } from '../soak/dice.ts';
import { CuttingProxy } from '../support/cuttingProxy.ts';
import { FileTests, variedBytes } from '../support/fileTests.ts';
import { type OpenEndpoint, portOf, seen } from '../support/openEndpoint.ts';
import { plainName } from '../support/partNames.ts';
import { root } from '../support/paths.ts';
import { type Program, startNode, startPython } from '../support/program.ts';
import { seenBelow } from '../support/seenAt.ts';
import { sha256Of } from '../support/sha256Of.ts';

const programs = join(root, 'test/interop/programs');
const kills = 10;
const mebibyte = 1024 * 1024;
const large = variedBytes(32 * mebibyte + 1);
const framed = { mode: 'framed' } as const;
const reconnect = { minMs: 1, maxMs: 20 };

describe('a framed file that is killed ten times', function () {
  this.timeout(120_000);
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const files = new FileTests();
  const started: Program[] = [];
  let dice: Dice;
  let path: string;
  let proxy: CuttingProxy | undefined;
  let storage: string;

  before(() => console.log(`    killing by the seed ${seed}`));

  beforeEach(async () => {
    dice = new Dice(seed);
    path = await files.file('large.bin', large);
    storage = await mkdtemp(join(tmpdir(), 'portside-killed-'));
  });

  afterEach(async () => {
    proxy?.close();
    proxy = undefined;
    await Promise.all(started.splice(0).map(one => one.stop('SIGKILL')));
    await rm(storage, { recursive: true });
  });

  /** Number of bytes after which an attempt is killed. Ten of these are less than the file. */
  const some = () => 200_000 + dice.number(2.5 * mebibyte);

  async function start(program: Promise<Program> | Program): Promise<{ program: Program; port: number }> {
    const one = await program;
    started.push(one);
    return { program: one, port: await one.port() };
  }

  const startReceiver = (...args: (string | number)[]) => start(startPython(join(programs, 'framed_peer.py'), ...args));

  /** Checks that the file is complete under its name, and that nothing else is left. */
  async function assertWhole(): Promise<void> {
    assert.deepEqual(await files.names(), ['large.bin']);
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(files.in, 'large.bin')), hash);
    assert.equal(hash.digest('hex'), sha256Of(large));
  }

  /** Checks that each attempt resumed further on than the previous one. */
  function assertGoesOn(attempts: readonly TransferSnapshot[]): void {
    const places = attempts.map(({ resumedAt }) => resumedAt ?? 0);
    assert.equal(places.length, kills + 1);
    assert.deepEqual(
      places.slice(1).filter((place, at) => place <= (places[at] ?? 0)),
      [],
      `each resumed further on than the last: ${places}`,
    );
    assert.equal(attempts.at(-1)?.state, 'done');
    assert.equal(attempts.at(-1)?.sha256, sha256Of(large));
  }

  /** Sends, and again over the next connection after each loss. */
  async function sendThrough(client: OpenEndpoint, kill: () => Promise<void>): Promise<TransferSnapshot[]> {
    const { engine } = files.endpoints;
    const attempts: TransferSnapshot[] = [];
    let killing = kill();
    let { id } = await files.begin(client, path, framed);
    for (let time = 0; time < kills; time++) {
      await killing;
      const ended = await engine.transferEnded(id);
      assert.equal(ended.state, 'failed', `attempt ${time} wasn’t killed`);
      attempts.push(ended);
      if (time + 1 < kills) killing = kill();
      await seen(client, async () => (client.state === 'open' && (await hasOther(client, ended)) ? true : undefined));
      ({ id } = await engine.retryTransfer(id));
    }
    return [...attempts, await engine.transferEnded(id)];
  }

  const hasOther = async ({ id }: OpenEndpoint, { peer }: TransferSnapshot) =>
    (await files.endpoints.engine.peers(id, 0, 1)).some(({ id, state }) => state === 'open' && id !== peer.id);

  it('by a reset between two engines', async () => {
    const server = await files.receiver({ mode: 'framed' });
    const cutting = await CuttingProxy.start(portOf(server));
    proxy = cutting;
    const client = await files.client(cutting.port, { reconnect });
    let got = 0;
    const attempts = await sendThrough(client, async () => {
      const bytes = some();
      await cutting.passed(bytes);
      got += bytes;
      await seen(server, () => (server.counters.bytesIn >= got ? true : undefined));
      cutting.cut();
    });
    assertGoesOn(attempts);
    await assertWhole();
  });

  it('by a reset between our sender and the Python receiver', async () => {
    const { port } = await startReceiver('receive', 0, files.in);
    const cutting = await CuttingProxy.start(port);
    proxy = cutting;
    const client = await files.client(cutting.port, { reconnect });
    const attempts = await sendThrough(client, async () => {
      const before = await partBytes();
      // It writes only whole messages.
      await cutting.passed(some() + mebibyte);
      await partAbove(before);
      cutting.cut();
    });
    assertGoesOn(attempts);
    await assertWhole();
  });

  it('by a reset between the Python sender and our receiver, or by its death', async () => {
    const server = await files.receiver({ mode: 'framed' });
    const cutting = await CuttingProxy.start(portOf(server));
    proxy = cutting;
    // Each replaces the previous one in the list.
    const attempts: TransferSnapshot[] = [];
    let got = 0;
    for (let time = 0; time <= kills; time++) {
      const bytes = some();
      const isLast = time === kills;
      const passing = isLast ? Promise.resolve() : cutting.passed(bytes);
      const begunMs = Date.now();
      const sender = await startPython(join(programs, 'framed_peer.py'), 'send', '127.0.0.1', cutting.port, path);
      started.push(sender);
      if (isLast) {
        assert.equal(await sender.line(), `receipt ${large.length} ${sha256Of(large)}`);
        break;
      }
      await passing;
      got += bytes;
      await seen(server, () => (server.counters.bytesIn >= got ? true : undefined));
      if (dice.oneIn(2)) await sender.stop('SIGKILL');
      // The system ends the connections of a process that has died, if it can.
      if (dice.oneIn(2)) cutting.end();
      else cutting.cut();
      const hasFailed = ({ queuedMs, state }: TransferSnapshot) => queuedMs >= begunMs && state === 'failed';
      attempts.push(await files.endpoints.transferSeen(server.id, hasFailed));
      await sender.stop();
    }
    attempts.push(await files.endpoints.transferSeen(server.id, ({ state }) => state === 'done'));
    assertGoesOn(attempts);
    await assertWhole();
  });

  it('by the death of the receiving engine', async () => {
    const attempts: TransferSnapshot[] = [];
    for (let time = 0; time <= kills; time++) {
      const { program, port } = await start(startNode(join(programs, 'receivingEngine.ts'), files.in, storage));
      const cutting = await CuttingProxy.start(port);
      proxy = cutting;
      const before = await partBytes();
      const isLast = time === kills;
      const passing = isLast ? Promise.resolve() : cutting.passed(some());
      const client = await files.client(cutting.port);
      const sent = await files.begin(client, path, framed);
      if (!isLast) {
        await passing;
        await partAbove(before);
        await program.stop('SIGKILL');
        cutting.close();
      }
      attempts.push(await files.ended(sent));
      await client.close();
    }
    assertGoesOn(attempts);
    await assertWhole();
  });

  async function partBytes(): Promise<number> {
    const part = (await readdir(files.in)).find(name => plainName(name) === 'large.bin.part');
    return part === undefined
      ? 0
      : stat(join(files.in, part)).then(
          ({ size }) => size,
          () => 0 /* it is complete */,
        );
  }

  /** Resolves when the part has more than this many bytes, whichever process writes it. */
  async function partAbove(bytes: number): Promise<void> {
    await seenBelow(files.in, async () => (await partBytes()) > bytes);
  }
});
