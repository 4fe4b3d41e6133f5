import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const spdlog = createRequire(import.meta.url)('../../support/standIns/spdlog.cjs');

describe('the stand-in for @vscode/spdlog', () => {
  const folder = temporaryFolder();

  it('writes messages of its level and above, and creates the folder', async () => {
    const file = folder.at('exthost1', 'a.log');
    const log = await spdlog.createAsyncRotatingLogger('a', file, 1000, 6);
    log.setPattern('%v');
    log.debug('too little');
    log.info('enough');
    log.setLevel(4);
    log.warn('too little now');
    log.error('grave');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map(line => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /, '')),
      ['[info] enough', '[error] grave'],
    );
  });

  it('writes an output channel’s text unchanged', async () => {
    const log = await spdlog.createRotatingLogger('a', folder.at('a.log'), 1000, 6);
    log.clearFormatters();
    log.info('no end');
    log.info(' of a line\n');
    assert.equal(await readFile(folder.at('a.log'), 'utf8'), 'no end of a line\n');
  });
});
