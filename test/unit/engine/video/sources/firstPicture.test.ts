import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import { phraseText } from '../../../../../src/core/phrase.ts';
import { failureSentence } from '../../../../../src/core/sentences/errors/errorSentence.ts';
import type { SocketError } from '../../../../../src/core/socketError.ts';
import { unfinishedFrames } from '../../../../../src/engine/conversation/unfinishedFrames.ts';
import { onEntering } from '../../../../../src/engine/owned.ts';
import { startFfmpegSource } from '../../../../../src/engine/video/sources/ffmpegSource.ts';
import { firstPictureMs } from '../../../../../src/engine/video/sources/firstPicture.ts';
import type { RunningSource } from '../../../../../src/engine/video/sources/videoSource.ts';
import { hastenTimer } from '../../../../support/hastenTimer.ts';
import { neverFails } from '../../../../support/neverFails.ts';
import { run } from '../../../../support/run.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { pattern } from '../../../../support/videoTests.ts';

describe('a video without a first picture', () => {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();
  let ended: PromiseWithResolvers<SocketError | undefined>;
  /** Resolves when the file was looked through, or won't be. */
  let looked: Promise<void>;
  let running: RunningSource | undefined;

  beforeEach(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    looked = promise;
    onEntering((place, when) => place === 'firstPicture.late' && when === 'end' && resolve());
    ended = Promise.withResolvers();
    hastenTimer(firstPictureMs);
  });
  afterEach(() => {
    running?.stop();
    onEntering(undefined);
    mock.restoreAll();
  });

  /** Starts a program in place of ffmpeg that reads this; `looking` is run instead when it looks through a file. */
  async function start(script: string, path: string, repeats?: boolean, looking = 'exit 1'): Promise<void> {
    const program = folder.at('ffmpeg');
    await writeFile(program, `#!/bin/sh\ncase "$*" in *frames:v*) ${looking};; esac\n${script}\n`);
    await chmod(program, 0o755);
    const source = { kind: 'ffmpeg', program, input: ['-i', path], ...(repeats !== undefined && { repeats }) } as const;
    const sink = { offer: () => ended.resolve(undefined), end: ended.resolve, ...neverFails };
    running = startFfmpegSource({ ...pattern, source }, sink);
  }

  /** Returns a command that runs until it is ended, and a promise that resolves when it runs; `over` when it has ended. */
  async function endless(name: string) {
    const pipe = folder.at(name);
    await run('mkfifo', [pipe]);
    const reading = createReadStream(pipe);
    const begun = once(reading, 'data');
    return { command: `exec 9>${pipe}; echo running >&9; exec sleep 600`, begun, over: once(reading, 'end') };
  }

  async function film(): Promise<string> {
    await writeFile(folder.at('film.mkv'), 'no film');
    return folder.at('film.mkv');
  }

  it('has failed when its program ends, even if that reports no error', async () => {
    const address = folder.at('film.mp4');
    const before = unfinishedFrames.bytes;
    for (const repeats of [true, false]) {
      ended = Promise.withResolvers();
      await start('head -c 100 /dev/zero', `file:${address}`, repeats);
      const error = await ended.promise;
      assert.deepEqual(error?.failure, { code: 'NO_FRAMES', params: { address } });
      assert.match(phraseText(failureSentence(error.failure)), /^ffmpeg found no video frames in .*film\.mp4\. /);
      assert.equal(unfinishedFrames.bytes, before);
    }
  });

  it('has failed in another way if it is from a device, which can then be tried with other options', async () => {
    await start('exit 0', '/dev/video0');
    assert.equal((await ended.promise)?.code, 'PROGRAM_FAILED');
  });

  it('has failed if the file has none, and its program is ended', async () => {
    const address = await film();
    const { command, begun, over } = await endless('pipe');
    await start(command, `file:${address}`, true);
    assert.deepEqual((await ended.promise)?.failure, { code: 'NO_FRAMES', params: { address } });
    await begun;
    running?.stop();
    await over;
  });

  it('may wait if the file has one', async () => {
    const { command, begun, over } = await endless('pipe');
    await start(command, `file:${await film()}`, true, 'head -c 1 /dev/zero; exit 0');
    await Promise.all([begun, looked]);
    running?.stop();
    await over;
    ended.resolve(undefined);
    assert.equal(await ended.promise, undefined);
  });

  it('may wait if it is from a pipe or a device, which isn’t read by another program', async () => {
    const fifo = folder.at('fifo');
    await run('mkfifo', [fifo]);
    for (const [path, repeats] of [
      [`file:${fifo}`, true],
      ['/dev/video0', undefined],
    ] as const) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onEntering((place, when) => place === 'firstPicture.late' && when === 'end' && resolve());
      const { command, begun, over } = await endless(`pipe ${repeats}`.replace(' ', '-'));
      await start(command, path, repeats, `: > ${folder.at('looked')}; exit 1`);
      await Promise.all([begun, promise]);
      running?.stop();
      await over;
    }
    await assert.rejects(run('test', ['-e', folder.at('looked')]));
    ended.resolve(undefined);
    assert.equal(await ended.promise, undefined);
  });

  it('is no longer looked for when the video is stopped', async () => {
    const [main, looking] = [await endless('pipe'), await endless('looking')];
    await start(main.command, `file:${await film()}`, true, looking.command);
    await Promise.all([main.begun, looking.begun]);
    running?.stop();
    await Promise.all([main.over, looking.over, looked]);
    ended.resolve(undefined);
    assert.equal(await ended.promise, undefined);
  });

  it('is no longer looked for when it arrives', async () => {
    const looking = await endless('looking');
    const go = folder.at('go');
    await run('mkfifo', [go]);
    await start(`read line < ${go}; exec cat /dev/zero`, `file:${await film()}`, true, looking.command);
    await looking.begun;
    await writeFile(go, '\n');
    await Promise.all([looking.over, looked]);
    assert.equal(await ended.promise, undefined);
  });
});
