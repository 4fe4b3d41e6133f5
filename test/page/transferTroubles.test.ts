/** Files whose page or engine disappears while they are being transferred. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataHeader } from '../../src/core/transfer/framedMessage.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { FileDrag } from '../support/dropFiles.ts';
import { card } from '../support/filesOnScreen.ts';
import { endMessage, FramedSocket, fileMessage } from '../support/framedSocket.ts';
import { killEngine } from '../support/killEngine.ts';
import { namesIn } from '../support/partNames.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { eachInItsOwnPage } from './window.ts';

const mebibyte = 1024 * 1024;

describe('a file being transferred', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  for (const way of ['closed', 'hidden'] as const)
    it(`fails when the panel that it was dropped on is ${way}: says so, leaves nothing behind, and keeps the connection`, async () => {
      const { window } = test;
      const size = 512 * mebibyte;
      await window.start('Start TCP Server', 0);
      const socket = await client(await window.port());
      await window.rows.filter({ hasText: 'connected' }).waitFor();
      const path = await sparseFile(join(test.folder, 'dropped.bin'), size);
      await (await FileDrag.over(window.page, window.panel.getByRole('list', { name: 'Transcript' }), [path])).drop();
      await window.pick('keep the connection open');
      // Part of it is in transit to a client that doesn't read.
      await card(window, 'dropped.bin')
        .getByText(/^[1-9].*of\s537\sMB/)
        .waitFor();
      assert.equal((await spoolsOf(window.extension.storage)).length, 1);
      if (way === 'closed') await window.closePanels();
      else await window.hidePanel();

      // The receiver doesn't read until now.
      const said = 'and now for something else';
      let bytes = 0;
      let last = '';
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        last = (last + chunk.toString('latin1')).slice(-said.length);
      });
      const failed = await window.notification('“dropped.bin” wasn’t sent.');
      assert.ok(failed.text.includes('the panel was hidden or closed'), failed.text);
      failed.answer('Show');
      await window.rows.filter({ hasText: '“dropped.bin” was only partly sent' }).waitFor();
      await window.panel.getByRole('button', { name: 'Transfers (1)' }).click();
      await card(window, 'dropped.bin').getByRole('img', { name: 'failed' }).waitFor();
      assert.equal(await card(window, 'dropped.bin').getByRole('button', { name: 'Try Again' }).count(), 0);
      assert.deepEqual(await spoolsOf(window.extension.storage), []);

      await window.say(said);
      while (last !== said) await once(socket, 'data');
      assert.ok(bytes < size, `${bytes} bytes arrived`);
    });

  it('fails with that reason when the engine dies, and resumes from what was kept when it is sent again', async () => {
    const { window } = test;
    const received = join(test.folder, 'received');
    const bytes = randomBytes(16 * mebibyte);
    const half = bytes.length / 2;
    const files = { mode: 'framed', directory: received };
    const { id, port } = await window.openServer({ name: 'receiver', files });
    await window.openPanel(id);
    const first = new FramedSocket(await client(port));
    const announce = fileMessage('large.bin', bytes.length, { resume: true });
    first.say(announce);
    assert.deepEqual(await first.received('have'), { type: 'have', offset: 0, sha256: sha256Of() });
    first.say({ type: 'from', offset: 0 }, ...dataOf(bytes.subarray(0, half)));
    const halfWay = card(window, 'large.bin').filter({ hasText: '8.39 of 16.8 MB' });
    await halfWay.waitFor();
    await killEngine();
    const sentence = 'Portside’s engine stopped unexpectedly';
    const lost = halfWay.filter({ hasText: sentence });
    await lost.getByRole('img', { name: 'failed' }).waitFor();
    await window.tree.row(`receiver, failed, ${sentence}`);

    const alert = window.panel.getByRole('alert').filter({ hasText: sentence });
    await alert.getByRole('button', { name: 'Try Again' }).click();
    await window.panel.getByRole('img', { name: 'open' }).waitFor();
    await window.rows.filter({ hasText: sentence }).waitFor();
    const again = new FramedSocket(await client(await window.port()));
    again.say(announce);
    const { offset, sha256 } = await again.received('have');
    // A few MiB of what was received may have been waiting for the disk.
    assert.ok(offset > 0 && offset <= half, `${offset} bytes were kept`);
    assert.equal(sha256, sha256Of(bytes.subarray(0, offset)));
    again.say({ type: 'from', offset }, ...dataOf(bytes.subarray(offset)), endMessage(bytes));
    assert.deepEqual(await again.received('receipt'), {
      type: 'receipt',
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    });
    const whole = card(window, 'large.bin').filter({ hasText: 'resumed at' });
    await whole.getByRole('img', { name: 'done' }).waitFor();
    await lost.waitFor({ state: 'detached' });
    assert.deepEqual(await namesIn(received), ['large.bin']);
    assert.equal(sha256Of(await readFile(join(received, 'large.bin'))), sha256Of(bytes));
  });
});

/** Returns the bytes as data messages of the framed format, in pieces of a mebibyte. */
function dataOf(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += mebibyte) {
    const piece = bytes.subarray(at, at + mebibyte);
    parts.push(dataHeader(piece.length), piece);
  }
  return parts;
}

/** Returns the files in which an engine keeps what pages deliver. */
async function spoolsOf(storage: string): Promise<string[]> {
  const names = await readdir(storage, { recursive: true });
  return names.filter(name => name.endsWith('.spool'));
}
