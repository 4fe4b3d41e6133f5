import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { pattern, VideoTests } from '../../../support/videoTests.ts';

describe('a program that goes wrong in place of ffmpeg', function () {
  if (process.platform === 'win32') return;
  this.timeout(20_000);
  const tests = new VideoTests();
  const folder = temporaryFolder();

  async function run(script: string, fps = 30) {
    const program = folder.at('ffmpeg');
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    const { server, socket } = await tests.connection();
    socket.resume();
    const source = { kind: 'ffmpeg', program, input: ['-i', 'x'] } as const;
    const { id } = await tests.engine.videos.start(server.id, { ...pattern, fps, source });
    return { server, id };
  }

  it('and writes without end is read as fast as twice the rate that was asked for', async () => {
    const startedMs = performance.now();
    const { server, id } = await run('exec cat /dev/zero', 5);
    // Ten come in a burst, and then ten a second.
    await tests.seen(server, id, ({ frames, skipped }) => frames + skipped >= 40);
    assert.ok(performance.now() - startedMs > 1500);
  });

  it('and leaves a process behind that holds its output has ended nevertheless', async () => {
    const { server, id } = await run('sleep 25 &\nexit 1');
    assert.equal((await tests.ended(server, id)).failure?.code, 'PROGRAM_FAILED');
  });

  it('and says a lot is quoted with its last words', async () => {
    const { server, id } = await run(
      'head -c 400000 /dev/zero | tr "\\0" x >&2\necho >&2\necho no such camera >&2\nexit 1',
    );
    const { failure } = await tests.ended(server, id);
    assert.equal(failure?.params.detail, 'no such camera');
  });
});
