import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { mock } from 'node:test';
import { type FrameHolder, unfinishedFrames } from '../../../../../src/engine/conversation/unfinishedFrames.ts';
import { RawFrames, startFfmpegSource } from '../../../../../src/engine/video/sources/ffmpegSource.ts';
import { neverFails } from '../../../../support/neverFails.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { pattern, VideoTests } from '../../../../support/videoTests.ts';

describe('the raw frames that ffmpeg writes', () => {
  const frameBytes = 4;
  let seen: string[];
  let frames: RawFrames;

  beforeEach(() => {
    seen = [];
    frames = new RawFrames(frameBytes, frame => void seen.push(Buffer.from(frame).toString()));
  });
  afterEach(() => {
    frames.cut();
    assert.equal(unfinishedFrames.bytes, 0);
  });

  it('are whole, wherever a read ends', () => {
    for (let split = 0; split <= 10; split++) {
      frames.push(Buffer.from('abcdefghij').subarray(0, split));
      frames.push(Buffer.from('abcdefghijkl').subarray(split));
    }
    assert.deepEqual(new Set(seen), new Set(['abcd', 'efgh', 'ijkl']));
    assert.equal(seen.length, 33);
  });

  it('count among the frames of all peers from their first byte to their last', () => {
    const counts = [...'abcde'].map(byte => {
      frames.push(Buffer.from(byte));
      return unfinishedFrames.bytes;
    });
    assert.deepEqual(counts, [4, 4, 4, 0, 4]);
  });

  it('are skipped while too many bytes of frames are kept; the next one is whole', () => {
    const bytes = 40 * 1024 * 1024;
    const large = new RawFrames(bytes, frame => void seen.push(`${frame.length} of ${frame[0]}`));
    large.push(new Uint8Array(10));
    const others = Array.from({ length: 11 }, (): FrameHolder => ({ maxFrameBytes: 1, cut: () => undefined }));
    for (const other of others) unfinishedFrames.update(other, bytes / 2);
    assert.equal(unfinishedFrames.bytes, 11 * (bytes / 2));
    for (const other of others) unfinishedFrames.update(other, 0);
    large.push(new Uint8Array(bytes - 10));
    large.push(new Uint8Array(bytes).fill(1));
    assert.deepEqual(seen, [`${bytes} of 1`]);
  });
});

describe('a misbehaving program in place of ffmpeg', function () {
  if (process.platform === 'win32') return;
  this.timeout(20_000);
  const tests = new VideoTests();
  const folder = temporaryFolder();

  async function programOf(script: string): Promise<string> {
    const program = folder.at('ffmpeg');
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    return program;
  }

  async function run(script: string) {
    const program = await programOf(script);
    const { server, socket } = await tests.connection();
    socket.resume();
    const source = { kind: 'ffmpeg', program, input: ['-i', 'x'] } as const;
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, source });
    return { server, id };
  }

  describe('that writes endlessly', () => {
    const startMs = 1e6;
    let nowMs = startMs;

    beforeEach(() => {
      nowMs = startMs;
      mock.method(performance, 'now', () => nowMs);
      // Time passes only while the source doesn't read, by its delay.
      const pauses = mock.method(Readable.prototype, 'pause').mock;
      mock.method(globalThis, 'setTimeout', (resume: () => void, ms: number) => {
        if (pauses.callCount() > 0) nowMs += ms;
        pauses.resetCalls();
        setImmediate(resume);
        return { unref: () => undefined };
      });
    });
    afterEach(() => mock.restoreAll());

    it('is read at twice the requested rate at most', async () => {
      const program = await programOf('exec cat /dev/zero');
      const { promise: offered, resolve } = Promise.withResolvers<void>();
      let frames = 0;
      const offer = () => {
        if (++frames === 40) resolve();
      };
      const source = { kind: 'ffmpeg', program, input: ['-i', 'x'] } as const;
      const running = startFfmpegSource({ ...pattern, fps: 5, source }, { offer, end: () => resolve(), ...neverFails });
      await offered;
      running.stop();
      // Ten arrive in a burst; each pause is for the frames before the last read, which brings seven.
      assert.ok(nowMs - startMs >= 1500, `${frames} frames in ${nowMs - startMs} ms`);
    });
  });

  it('and ends within a frame leaves none of it counted', async () => {
    const program = await programOf('exec cat /dev/zero');
    const { promise: offered, resolve } = Promise.withResolvers<void>();
    const source = { kind: 'ffmpeg', program, input: ['-i', 'x'] } as const;
    const running = startFfmpegSource(
      { ...pattern, source },
      { offer: () => resolve(), end: () => resolve(), ...neverFails },
    );
    await offered;
    assert.ok(unfinishedFrames.bytes > 0);
    running.stop();
    assert.equal(unfinishedFrames.bytes, 0);
  });

  it('has ended even if it leaves a process behind that holds its output', async () => {
    const { server, id } = await run('sleep 25 &\nexit 1');
    assert.equal((await tests.ended(server, id)).failure?.code, 'PROGRAM_FAILED');
  });

  it('is quoted with its last words if it prints a lot', async () => {
    const { server, id } = await run(
      'head -c 400000 /dev/zero | tr "\\0" x >&2\necho >&2\necho no such camera >&2\nexit 1',
    );
    const { failure } = await tests.ended(server, id);
    assert.equal(paramsOf(failure).detail, 'no such camera');
  });
});
