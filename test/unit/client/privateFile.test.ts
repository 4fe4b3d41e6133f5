import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MessageLibrary } from '../../../src/client/messages/messageLibrary.ts';
import { writePrivateFile } from '../../../src/client/privateFile.ts';
import { root } from '../../support/paths.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a file that Portside stores', () => {
  const folder = temporaryFolder();
  const modeOf = async (name: string) => ((await stat(folder.at(name))).mode & 0o777).toString(8);
  let mask: number;

  beforeEach(() => {
    mask = process.umask(0);
  });
  afterEach(() => void process.umask(mask));

  it('is readable only by the user, as is its folder, whatever was there before', async () => {
    await writePrivateFile(folder.at('new/a'), 'one');
    assert.deepEqual([await modeOf('new'), await modeOf('new/a')], ['700', '600']);
    await mkdir(folder.at('open'), { mode: 0o777 });
    for (const name of ['open/a', `open/a.${process.pid}.tmp`])
      await writeFile(folder.at(name), 'old', { mode: 0o666 });
    await writePrivateFile(folder.at('open/a'), 'two');
    assert.equal(await modeOf('open/a'), '600');
    assert.equal(await readFile(folder.at('open/a'), 'utf8'), 'two');
    assert.deepEqual(await readdir(folder.at('open')), ['a']);
    assert.equal(await modeOf('open'), '777', 'the folder belongs to its creator');
  });

  it('stays unchanged if it can’t be written, with no temporary file left', async () => {
    await mkdir(folder.at('taken'));
    await writeFile(folder.at('taken/file'), '');
    await assert.rejects(writePrivateFile(folder.at('taken'), 'x'));
    assert.deepEqual(await readdir(folder.path), ['taken']);
  });

  it('is used for the saved messages', async () => {
    const library = new MessageLibrary(folder.at('messages.json'));
    await library.create();
    assert.equal(await modeOf('messages.json'), '600');
    await library.save({ name: 'a', notation: 'text', text: 'secret' });
    assert.equal(await modeOf('messages.json'), '600');
  });
});

describe('files written outside the engine', () => {
  /** Their permissions, by the source file that writes them. User exports have the mode of any new file. */
  const written = {
    'src/client/privateFile.ts': 'saved messages and the client program: 0600',
    'src/host/commands/importExportCommands.ts': 'endpoints that are exported: as the user’s system has it',
    'src/host/commands/videoCommands.ts': 'a snapshot of a video: as the user’s system has it',
    'src/host/shown/writeUri.ts': 'for these two',
    'src/client/video/recordingFiles.ts': 'a recorded video: as the user’s system has it',
  };

  it('are all listed', async () => {
    const paths = globSync('src/{client,camera,host}/**/*.ts', { cwd: root }).map(path => join(root, path));
    const writes =
      /\b(writeFile|appendFile|createWriteStream|mkdir|copyFile|cp|symlink|chmod)\(|\bopen\([^)]*, '[wax]|\b(writeUri|openForWriting|writeRegularFile)\(/;
    const found: string[] = [];
    for (const path of paths) {
      // *Edit as JSON* has its own file system, which isn't on any disk.
      const text = (await readFile(path, 'utf8')).replace(/^ {2}async writeFile\(/m, '');
      if (writes.test(text)) found.push(relative(root, path).replaceAll('\\', '/'));
    }
    assert.deepEqual(new Set(found), new Set(Object.keys(written)));
  });
});
