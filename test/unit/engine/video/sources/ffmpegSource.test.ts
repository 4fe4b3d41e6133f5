import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { mock } from 'node:test';
import { startFfmpegSource } from '../../../../../src/engine/video/sources/ffmpegSource.ts';
import { neverFails } from '../../../../support/neverFails.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { pattern, VideoTests } from '../../../../support/videoTests.ts';

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
