import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { findFfmpeg } from '../../../../src/camera/ffmpeg/findFfmpeg.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('findFfmpeg', () => {
  const folder = temporaryFolder();

  it('finds nothing at a missing path', async () => {
    assert.equal(await findFfmpeg('', { PATH: folder.path }), undefined);
    assert.equal(await findFfmpeg('', {}), undefined);
    assert.equal(await findFfmpeg(folder.at('ffmpeg'), {}), undefined);
  });

  // Windows can't run a script as a program.
  if (process.platform !== 'win32') {
    /** Creates a program of this name that prints this text. */
    async function program(name: string, says: string): Promise<string> {
      await writeFile(folder.at(name), `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
      return folder.at(name);
    }

    it('finds it on the PATH, or at the configured path', async () => {
      const found = await program('ffmpeg', 'ffmpeg version 7.1');
      assert.equal(await findFfmpeg('', { PATH: ['relative', folder.at('none'), folder.path].join(delimiter) }), found);
      const other = await program('ffmpeg-6', 'ffmpeg version 6.0');
      assert.equal(await findFfmpeg(` ${other} `, { PATH: folder.path }), other);
      assert.equal(await findFfmpeg('ffmpeg', { PATH: folder.path }), undefined, 'a setting is an absolute path');
    });

    it('ignores a program that never answers and ignores requests to end', async () => {
      const script = 'trap "" TERM\nwhile :; do sleep 0.1; done\n';
      await writeFile(folder.at('ffmpeg'), `#!/bin/sh\n${script}`, { mode: 0o755 });
      assert.equal(await findFfmpeg(folder.at('ffmpeg'), {}, 50), undefined);
    });

    it('ignores another program of the same name', async () => {
      const other = await program('ffmpeg', 'something else');
      assert.equal(await findFfmpeg('', { PATH: folder.path }), undefined);
      assert.equal(await findFfmpeg(other, {}), undefined);
      await program('ffmpeg', 'ffmpeg version 7.1');
      await chmod(other, 0o644);
      assert.equal(await findFfmpeg(other, {}), undefined);
    });
  }
});
