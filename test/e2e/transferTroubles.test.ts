/** Files whose page, or whose engine, goes away while they are on their way. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataHeader } from '../../src/core/transfer/framedMessage.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { FileDrag } from '../support/dropFiles.ts';
import { answerBytes, card } from '../support/filesOnScreen.ts';
import { FramedSocket } from '../support/framedSocket.ts';
import { namesIn } from '../support/partNames.ts';
import { saveEndpoints } from '../support/saveEndpoints.ts';
import { seenBelow } from '../support/seenAt.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { eachInItsOwnWindow } from './window.ts';

const mebibyte = 1024 * 1024;

describe('a file on its way', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('fails when the panel that it was dropped on is closed: says so, leaves nothing behind, and the connection goes on', async () => {
    const { workbench } = test;
    const size = 512 * mebibyte;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
    const path = await sparseFile(join(test.folder, 'dropped.bin'), size);
    await (await FileDrag.over(workbench.page, workbench.panel.locator('.scroller'), [path])).drop();
    await answerBytes(workbench);
    const { directory } = await test.session();
    await seenBelow(directory, async () => (await bytesBelow(directory, '.spool')) > 0);
    await workbench.runCommand('View: Close All Editors');
    await workbench.panel.locator('header').waitFor({ state: 'detached' });

    // Only now the receiver reads.
    const said = 'and now for something else';
    let bytes = 0;
    let last = '';
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      last = (last + chunk.toString('latin1')).slice(-said.length);
    });
    const told = workbench.notifications.filter({ hasText: '“dropped.bin” was not sent.' });
    await told.filter({ hasText: 'the panel was hidden or closed' }).waitFor();
    await told.getByRole('button', { name: 'Show' }).click();
    await workbench.rows.filter({ hasText: '“dropped.bin” was not sent whole' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Transfers (1)' }).click();
    await card(workbench, 'dropped.bin').getByRole('img', { name: 'failed' }).waitFor();
    assert.equal(await card(workbench, 'dropped.bin').getByRole('button', { name: 'Try Again' }).count(), 0);
    assert.deepEqual(await namesBelow(directory, '.spool'), []);

    await workbench.say(said);
    while (last !== said) await once(socket, 'data');
    assert.ok(bytes < size, `${bytes} came`);
  });

  it('fails when the engine dies, is told with that, and goes on from what was kept when it is sent again', async () => {
    const { workbench } = test;
    const received = join(test.folder, 'received');
    const bytes = randomBytes(8 * mebibyte);
    const sha256 = sha256Of(bytes);
    const half = bytes.length / 2;
    const files = { mode: 'framed', directory: received };
    await saveEndpoints(test.folder, { kind: 'tcp-server', address: ':0', name: 'receiver', files });
    await workbench.treeItem(/receiver/).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();

    const first = new FramedSocket(await client(await workbench.port()));
    const announce = { type: 'file', version: 1, name: 'large.bin', size: bytes.length, resume: true } as const;
    first.say(announce);
    assert.deepEqual((await first.next()).message, { type: 'have', offset: 0, sha256: sha256Of() });
    first.say({ type: 'from', offset: 0 }, ...dataOf(bytes.subarray(0, half)));
    const halfWay = card(workbench, 'large.bin').filter({ hasText: '4.19 MB of 8.39 MB' });
    await halfWay.waitFor();
    await seenBelow(received, async () => (await bytesBelow(received, '.part')) >= half);
    await test.killEngine();
    const sentence = 'Portside’s engine stopped unexpectedly';
    await workbench.treeItem(new RegExp(`failed.*${sentence}`)).waitFor();
    const lost = halfWay.filter({ hasText: sentence });
    await lost.getByRole('img', { name: 'failed' }).waitFor();

    const alert = workbench.panel.getByRole('alert').filter({ hasText: sentence });
    await alert.getByRole('button', { name: 'Start Again' }).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    await workbench.rows.filter({ hasText: sentence }).waitFor();
    const again = new FramedSocket(await client(await workbench.port()));
    again.say(announce);
    const have = { type: 'have', offset: half, sha256: sha256Of(bytes.subarray(0, half)) };
    assert.deepEqual((await again.next()).message, have);
    again.say({ type: 'from', offset: half }, ...dataOf(bytes.subarray(half)), { type: 'end', sha256 });
    assert.deepEqual((await again.next()).message, { type: 'receipt', bytes: bytes.length, sha256 });
    const whole = card(workbench, 'large.bin').filter({ hasText: 'resumed at' });
    await whole.getByRole('img', { name: 'done' }).waitFor();
    await lost.waitFor();
    assert.deepEqual(await namesIn(received), ['large.bin']);
    assert.equal(sha256Of(await readFile(join(received, 'large.bin'))), sha256);
  });
});

/** As the framed format has it, in pieces of a mebibyte. */
function dataOf(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += mebibyte) {
    const piece = bytes.subarray(at, at + mebibyte);
    parts.push(dataHeader(piece.length), piece);
  }
  return parts;
}

async function namesBelow(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] /* it is not made yet */);
  return names.filter(name => name.endsWith(ending));
}

async function bytesBelow(folder: string, ending: string): Promise<number> {
  const found = (await namesBelow(folder, ending)).map(async name => (await stat(join(folder, name))).size);
  return (await Promise.all(found)).reduce((sum, size) => sum + size, 0);
}
