/** Pictures from a real ffmpeg, and from programs that behave worse. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { VideoOptions, VideoSource } from '../../src/core/video/video.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import type { OpenEndpoint } from '../support/openEndpoint.ts';
import { paramsOf } from '../support/paramsOf.ts';
import { run } from '../support/run.ts';
import { systemProgram } from '../support/systemPackages.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { pattern, VideoTests } from '../support/videoTests.ts';

describe('pictures from ffmpeg', function () {
  this.timeout(60_000);
  const tests = new VideoTests();
  const folder = temporaryFolder();
  let ffmpeg: string;
  let server: OpenEndpoint;

  before(async function () {
    // It may have to be installed.
    this.timeout(600_000);
    ffmpeg = await systemProgram('ffmpeg');
  });

  beforeEach(async () => {
    server = await tests.server();
  });

  const options = (source: VideoSource, more: Partial<VideoOptions> = {}): VideoOptions => ({
    ...{ ...pattern, width: 64, height: 48, fps: 25, toNewPeers: true, source },
    ...more,
  });

  async function start(
    source: Partial<VideoSource & { kind: 'ffmpeg' }>,
    more: Partial<VideoOptions> = {},
  ): Promise<string> {
    const all = { kind: 'ffmpeg', program: ffmpeg, input: [], ...source } as const;
    return (await tests.engine.startVideo(server.id, options(all, more))).id;
  }

  /** Writes a lossless film whose left half is blue and right half red, in BGR. */
  async function film(frames: number): Promise<string> {
    const path = folder.at('film.mkv');
    const input = [
      '-f',
      'lavfi',
      '-i',
      'color=0x0000ff:s=32x48,format=bgr0',
      '-f',
      'lavfi',
      '-i',
      'color=0xff0000:s=32x48,format=bgr0',
    ];
    const joined = ['-filter_complex', '[0][1]hstack', '-frames:v', `${frames}`, '-c:v', 'ffv1', '-pix_fmt', 'bgr0'];
    await run(ffmpeg, ['-y', ...input, ...joined, path]);
    return path;
  }

  /** Returns the newest picture's pixels as RGBA. */
  async function pixels(video: string): Promise<Buffer> {
    const { bytes } = await tests.engine.snapshotPicture(video);
    return PNG.sync.read(Buffer.from(bytes)).data;
  }

  /** Returns how many bytes are allocated outside the heap. */
  function heldBytes(): number {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  }

  /** Writes a program of a few lines. */
  async function script(...lines: string[]): Promise<string> {
    const path = folder.at('program');
    await writeFile(path, ['#!/bin/sh', ...lines].join('\n'));
    await chmod(path, 0o755);
    return path;
  }

  it('have the right colors, and end with the file', async () => {
    const id = await start({ input: ['-i', await film(5)], repeats: false });
    await tests.picture(id);
    const rgba = await pixels(id);
    assert.deepEqual([...rgba.subarray(0, 4), ...rgba.subarray(4 * 63, 4 * 64)], [0, 0, 255, 255, 255, 0, 0, 255]);
    assert.equal((await tests.ended(server, id)).failure, undefined);
  });

  it('are repeated if requested', async () => {
    const id = await start({ input: ['-i', await film(2)], repeats: true });
    await tests.picture(id, 10);
    await tests.engine.stopVideo(id);
  });

  it('are scaled, and centered on black if their shape differs', async () => {
    const id = await start({ input: ['-i', await film(5)], repeats: false }, { width: 128, height: 48 });
    await tests.picture(id);
    const rgba = await pixels(id);
    const at = (x: number) => [...rgba.subarray(4 * (24 * 128 + x), 4 * (24 * 128 + x) + 3)];
    assert.deepEqual(
      [at(0), at(40), at(88), at(127)],
      [
        [0, 0, 0],
        [0, 0, 255],
        [255, 0, 0],
        [0, 0, 0],
      ],
    );
  });

  it('fail with its last message', async () => {
    const id = await start({ input: ['-i', folder.at('none.mkv')] });
    const { failure } = await tests.ended(server, id);
    assert.equal(failure?.code, 'PROGRAM_FAILED');
    assert.match(`${failure?.params.detail}`, /No such file or directory/);
  });

  it('fail if there is no such program', async () => {
    const id = await start({ program: 'portside-has-no-such-program' });
    const { failure } = await tests.ended(server, id);
    assert.deepEqual(failure, { code: 'PROGRAM_NOT_FOUND', params: { program: 'portside-has-no-such-program' } });
  });

  it('arrive as fast as allowed without queueing, and its process ends when the video or the engine is stopped', async () => {
    const pipe = folder.at('pipe');
    await run('mkfifo', [pipe]);
    // The process keeps the pipe open. The pipe ends with it.
    const program = await script(`exec 9>${pipe}`, 'echo running >&9', 'exec cat /dev/zero');
    for (const stop of [(id: string) => tests.engine.stopVideo(id), () => tests.engine.dispose()]) {
      const id = await start({ program }, { width: 320, height: 240 });
      const alive = createReadStream(pipe);
      assert.equal(String((await once(alive, 'data'))[0]), 'running\n');
      const before = heldBytes();
      // Another thread frees the memory, possibly some pictures later. If pictures queue, it is never freed.
      for (let count = 150; count === 150 || heldBytes() - before >= 20 * 320 * 240 * 3; count++)
        await tests.picture(id, count);
      assert.equal(alive.readableEnded, false);
      const ended = once(alive.resume(), 'end');
      await stop(id);
      await ended;
    }
  });

  it('fail when it is killed', async () => {
    const killed = await start({ program: await script('kill -9 $$') });
    assert.deepEqual(paramsOf((await tests.ended(server, killed)).failure).detail, 'SIGKILL');
  });

  it('can be from a file that we read ourselves', async () => {
    const path = folder.at('picture.png');
    await run(ffmpeg, ['-y', '-i', await film(1), path]);
    const shown = await tests.engine.startVideo(server.id, options({ kind: 'image', path }));
    assert.deepEqual([...(await tests.picture(shown.id)).bytes.subarray(0, 1)], [41]);
    await tests.picture(shown.id, 5);
    const rgba = await pixels(shown.id);
    assert.deepEqual([...rgba.subarray(0, 4)], [0, 0, 255, 255]);
    await writeFile(path, 'no picture');
    const failed = await tests.engine.startVideo(server.id, options({ kind: 'image', path }));
    assert.deepEqual((await tests.ended(server, failed.id)).failure?.code, 'NOT_A_PICTURE');
    const missing = await tests.engine.startVideo(server.id, options({ kind: 'image', path: folder.at('none') }));
    assert.deepEqual((await tests.ended(server, missing.id)).failure?.code, 'ENOENT');
  });
});
