import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Uri } from '../support/fakeVscode/plainValues.ts';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';
import { eachInItsOwnPage } from './window.ts';

const floodBytes = 16 * 1024 * 1024;

describe('an exported transcript', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  let program: Program | undefined;

  afterEach(async () => {
    await program?.stop();
    program = undefined;
  });

  it('has every byte of a flood, and the flood is counted and shown to its last row', async () => {
    const { window, folder } = test;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const flood = join(root, 'test/bench/programs/flood.py');
    program = await startPython(flood, '127.0.0.1', port, floodBytes, 'hash');
    const [, sent] = (await program.line()).split(' ');
    await window.panel.getByTitle(/^received 16\.8 MB in /).waitFor();
    await window.rows.filter({ hasText: 'disconnected' }).waitFor();
    await window.panel.getByRole('button', { name: 'Export…' }).click();
    await window.pick('Received Bytes');
    const dialog = await window.question('Export');
    const path = join(folder, `127.0.0.1-${port}.bin`);
    assert.equal(dialog.value, path);
    dialog.answer(Uri.file(path));
    await window.notification('Exported');
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    assert.equal(hash.digest('hex'), sent);
  });
});
