/**
 * Rows 7 and 8: Python's video programs, as real processes with OpenCV, which must not notice that they are talking to
 * Portside.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { pictureBytes } from '../../src/core/video/picture.ts';
import { drawTestPattern } from '../../src/core/video/testPattern.ts';
import { eventCodes, portOf } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { type Program, startOpenCv } from '../support/program.ts';
import { run } from '../support/run.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { systemProgram } from '../support/systemPackages.ts';
import { pattern, VideoTests } from '../support/videoTests.ts';

const frameCount = 25;
const lossless = join(tmpdir(), `portside-video-${process.pid}.mkv`);

describe('Python’s video programs', function () {
  this.timeout(60_000);
  const tests = new VideoTests();
  const programs: Program[] = [];

  before(async function () {
    // ffmpeg may have to be installed.
    this.timeout(600_000);
    const ffmpeg = await systemProgram('ffmpeg');
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=640x480:rate=25', '-frames:v', `${frameCount}`];
    await run(ffmpeg, ['-y', ...picture, '-c:v', 'ffv1', '-pix_fmt', 'bgr0', lossless]);
  });

  after(() => rm(lossless, { force: true }));
  afterEach(() => Promise.all(programs.splice(0).map(one => one.stop('SIGKILL'))));

  async function start(name: string, ...args: (string | number)[]): Promise<Program> {
    const program = await startOpenCv(join(root, 'test/interop/programs', `${name}.py`), ...args);
    programs.push(program);
    return program;
  }

  async function listening(program: Program): Promise<number> {
    return Number(/^listening (\d+)$/.exec(await program.line())?.[1]);
  }

  /** Returns the hash of the newest picture, in OpenCV's order. */
  async function bgrHash(video: string): Promise<string> {
    const { bytes } = await tests.engine.snapshotPicture(video);
    const { data } = PNG.sync.read(Buffer.from(bytes));
    return sha256Of(
      Uint8Array.from({ length: (data.length / 4) * 3 }, (_, at) => data[4 * Math.floor(at / 3) + 2 - (at % 3)] ?? 0),
    );
  }

  it('7: send a video file: every frame arrives with its exact pixels', async () => {
    const server = await start('video_server', lossless, 0);
    const client = await tests.endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${await listening(server)}` });
    const { id } = await tests.engine.showVideo(client.id, await tests.peer(client));
    const hashes: string[] = [];
    for (let line = await server.line(); line !== 'all'; line = await server.line())
      hashes.push(line.replace('sent ', ''));
    assert.equal(hashes.length, frameCount);
    const last = await tests.seen(client, id, ({ frames }) => frames === frameCount);
    assert.deepEqual([last.width, last.height, last.codec, last.unreadable], [640, 480, 'pickle', 0]);
    assert.equal(await bgrHash(id), hashes.at(-1));
    server.type('');
    await server.ended();
    assert.equal((await tests.ended(client, id)).failure, undefined);
    assert.deepEqual((await eventCodes(client)).slice(-3), ['videoStarted', 'videoEnded', 'peerClosed']);
  });

  for (const [width, height] of [
    [640, 480],
    [160, 120],
  ] as const) {
    it(`7: receive our test pattern of ${width} × ${height} with exact pixels`, async () => {
      const server = await tests.server();
      const options = { ...pattern, width, height, fps: 30, toNewPeers: true };
      const { id } = await tests.engine.startVideo(server.id, options);
      const client = await start('video_client', portOf(server), 'pickle', 20);
      let before = 0;
      for (let count = 0; count < 20; count++) {
        const seen = printedFrame(await client.line());
        assert.deepEqual([seen.height, seen.width, seen.type], [height, width, 'uint8']);
        assert.ok(seen.frame > before);
        before = seen.frame;
        // The picture contains the lowest 32 bits of its time.
        const nowMs = Date.now();
        const ageMs = (nowMs - seen.timeMs) | 0;
        assert.ok(ageMs >= 0 && ageMs < 60_000);
        assert.equal(seen.hash, patternHash(width, height, seen.frame, nowMs - ageMs));
      }
      await client.ended();
      await tests.seen(server, id, ({ peers }) => peers.length === 0);
    });
  }

  it('7: receive JPEG', async () => {
    const server = await tests.server();
    await tests.engine.startVideo(server.id, {
      ...pattern,
      codec: 'jpeg',
      width: 640,
      height: 480,
      fps: 30,
      toNewPeers: true,
    });
    const client = await start('video_client', portOf(server), 'jpeg', 3);
    for (let count = 0; count < 3; count++) {
      const { width, frame } = printedFrame(await client.line());
      assert.ok(width === 640 && frame > 0 && frame < 10_000, `${frame} is read from the cells`);
    }
    await client.ended();
  });

  it('8: both ways at once, each a server for its own picture and a client for the other’s', async () => {
    const ours = await tests.server();
    const { id: sent } = await tests.engine.startVideo(ours.id, {
      ...pattern,
      width: 640,
      height: 480,
      fps: 30,
      toNewPeers: true,
    });
    const peer = await start('video_peer', 30);
    const theirs = await tests.endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${await listening(peer)}` });
    const { id: shown } = await tests.engine.showVideo(theirs.id, await tests.peer(theirs));
    peer.type(`${portOf(ours)}`);
    for (let count = 0; count < 30; count++) assert.equal(await peer.line(), 'frame (480, 640, 3) uint8');
    const { width, height } = await tests.picture(shown);
    assert.deepEqual([width, height], [640, 480]);
    const theirPixels = Uint8Array.from({ length: 640 * 480 * 3 }, (_, at) => at);
    assert.equal(await bgrHash(shown), sha256Of(theirPixels));
    await tests.seen(ours, sent, ({ peers }) => peers.length === 0);
    await theirs.close();
    assert.equal(await peer.line(), 'gone');
    await peer.ended();
  });
});

function patternHash(width: number, height: number, frame: number, timeMs: number): string {
  const pixels = new Uint8Array(pictureBytes(width, height, 'bgr'));
  drawTestPattern(pixels, width, height, { frame, timeMs });
  return sha256Of(pixels);
}

/** Parses what the client prints about a frame. */
function printedFrame(line: string) {
  const [, height, width, type, frame, timeMs, hash] =
    /^frame \((\d+), (\d+), 3\) (\S+) (\d+) (\d+) (\S+)$/.exec(line) ?? [];
  return { height: Number(height), width: Number(width), type, frame: Number(frame), timeMs: Number(timeMs), hash };
}
