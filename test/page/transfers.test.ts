/** Files dropped on the panel or chosen. The tests check what arrives at a socket. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { FileDrag } from '../support/dropFiles.ts';
import { Uri } from '../support/fakeVscode/plainValues.ts';
import { card } from '../support/filesOnScreen.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { eachInItsOwnPage } from './window.ts';

const mebibyte = 1024 * 1024;
/** More slices of a file than are in transit at a time. */
const manySlices = 20;

describe('files in the panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();
  let socket: Socket;
  let arrived: ReceivedBytes;

  beforeEach(() => test.window.start('Start TCP Server', 0));

  async function connected(): Promise<void> {
    socket = await client(await test.window.port());
    arrived = new ReceivedBytes(socket);
    await test.window.rows.filter({ hasText: 'connected' }).waitFor();
  }

  const panel = () => test.window.panel;
  const shown = (name: string) => card(test.window, name);
  const dragOver = (...paths: string[]) =>
    FileDrag.over(test.window.page, panel().getByRole('list', { name: 'Transcript' }), paths);
  const sendAsBytes = () => test.window.pick('keep the connection open');
  const isDone = (name: string) => shown(name).getByRole('img', { name: 'done' }).waitFor();

  async function file(name: string, bytes: string | Uint8Array): Promise<string> {
    const path = join(test.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    return path;
  }

  it('say why they can’t be sent, and where they would be sent', async () => {
    const path = await file('a.txt', 'a');
    const refused = await dragOver(path);
    // In the page's overlay, and beside the composer.
    await panel().getByText('No client connected.').nth(1).waitFor();
    await refused.drop();
    await connected();
    await dragOver(path);
    await panel().getByText('Drop to send to 127.0.0.1:').waitFor();
    await panel().getByRole('button', { name: 'Transfers', exact: true }).waitFor();
  });

  it('are accepted wherever on the page they are dropped', async () => {
    await connected();
    const endpoint = panel().getByRole('toolbar', { name: 'Endpoint' });
    const overlay = panel().getByText('Drop to send to 127.0.0.1:');
    const drag = await FileDrag.over(test.window.page, endpoint, [await file('a.txt', 'over the page')]);
    await overlay.waitFor();
    const transfers = panel().getByRole('button', { name: 'Transfers', exact: true });
    for (const part of [transfers, test.window.composer, endpoint]) await drag.to(part, overlay);
    await drag.drop();
    await sendAsBytes();
    assert.equal(await arrived.hash(13), sha256Of('over the page'));
    await overlay.waitFor({ state: 'detached' });
  });

  it('are dropped one after another, empty ones and ones of several slices, and only the first drop asks', async () => {
    await connected();
    for (const [at, size] of [0, 1, mebibyte + 1, 5 * mebibyte].entries()) {
      const name = `file-${at}.bin`;
      const bytes = randomBytes(size);
      await (await dragOver(await file(name, bytes))).drop();
      if (at === 0) await sendAsBytes();
      assert.equal(await arrived.hash(size), sha256Of(bytes), name);
      await isDone(name);
    }
  });

  it('arrive unchanged even with more slices than are in transit at a time', async () => {
    await connected();
    const blocks = Array.from({ length: manySlices }, (_, at) => Buffer.alloc(mebibyte, `block ${at} `));
    const path = await file('large.bin', Buffer.concat(blocks));
    await (await dragOver(path)).drop();
    await sendAsBytes();
    assert.equal(await arrived.hash(manySlices * mebibyte), sha256Of(...blocks));
    await isDone('large.bin');
  });

  it('are dropped together, and in folders', async () => {
    await connected();
    await file('box/2.txt', 'two');
    await file('box/10.txt', 'ten');
    await file('box/deep/last.txt', 'last');
    await (await dragOver(await file('first.txt', 'first'), join(test.folder, 'box'))).drop();
    await sendAsBytes();
    // The files of a folder are sorted by name, numerically.
    assert.equal(await arrived.hash(15), sha256Of('firsttwotenlast'));
  });

  it('are chosen by the composer’s button', async () => {
    await connected();
    const bytes = Buffer.from([0, 1, 2, 0xff]);
    await panel().getByRole('button', { name: 'Send Files…' }).click();
    await sendAsBytes();
    const dialog = await test.window.question(/^Send Files\nSend$/);
    assert.equal(dialog.kind, 'open');
    dialog.answer([Uri.file(await file('bytes.bin', bytes))]);
    assert.equal(await arrived.hash(4), sha256Of(bytes));
    await isDone('bytes.bin');
  });

  it('are sent from the endpoint that has a recipient, which is asked for first', async () => {
    const { window } = test;
    await connected();
    const port = await window.port();
    await window.start('Start TCP Server', 0);
    const address = panel().getByRole('button', { name: /:[1-9]\d*$/ });
    await address
      .filter({ hasNotText: `:${port}` })
      .first()
      .waitFor();
    await window.runCommand('Portside: Send Files…');
    const { items } = await window.question('Which endpoint?');
    const texts = items.map(item => (typeof item === 'string' ? item : `${item.label} ${item.description}`));
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? '', new RegExp(`:${port}(?!.*no client connected)`));
    assert.match(texts[1] ?? '', /no client connected/);
  });

  it('are cleared in the panel, cancelled ones, too', async () => {
    await connected();
    socket.pause();
    await (await dragOver(await sparseFile(join(test.folder, 'canceled.bin'), 512 * mebibyte))).drop();
    await sendAsBytes();
    const clear = panel().getByRole('button', { name: 'Clear', exact: true });
    await shown('canceled.bin').getByRole('button', { name: 'Pause' }).waitFor();
    assert.equal(await clear.count(), 0);
    await shown('canceled.bin').getByRole('button', { name: 'Cancel' }).click();
    await shown('canceled.bin').getByText('canceled', { exact: true }).waitFor();
    await clear.click();
    await shown('canceled.bin').waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: 'Transfers', exact: true }).waitFor();
  });

  it('are shown while their button is pressed, which hides them, and are all shown when it is pressed again', async () => {
    await connected();
    const transfers = (isPressed: boolean) =>
      panel().getByRole('button', { name: 'Transfers (1)', pressed: isPressed });
    const hidden = panel().getByRole('button', { name: 'Transfers', exact: true, pressed: false });
    await hidden.waitFor();
    socket.pause();
    await (await dragOver(await sparseFile(join(test.folder, 'slow.bin'), 512 * mebibyte))).drop();
    await sendAsBytes();
    await shown('slow.bin').waitFor();
    await transfers(true).click();
    await shown('slow.bin').waitFor({ state: 'detached' });
    await transfers(false).click();
    await shown('slow.bin').getByRole('button', { name: 'Cancel' }).click();
    await shown('slow.bin').getByText('canceled', { exact: true }).waitFor();
  });

  it('offer those that ended earlier below those that are shown', async () => {
    await connected();
    const names = ['1.bin', '2.bin', '3.bin', '4.bin'];
    for (const name of names) {
      await (await dragOver(await file(name, name))).drop();
      if (name === '1.bin') await sendAsBytes();
      await isDone(name);
    }
    await shown('1.bin').waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: '1 more…' }).click();
    await isDone('1.bin');
    await panel().getByRole('button', { name: 'Transfers (4)', pressed: true }).click();
    await shown('1.bin').waitFor({ state: 'detached' });
  });

  it('stop at once when paused, and continue', async () => {
    await connected();
    socket.pause();
    const size = 32 * mebibyte;
    await (await dragOver(await sparseFile(join(test.folder, 'paused.bin'), size))).drop();
    await sendAsBytes();
    await shown('paused.bin').getByRole('button', { name: 'Pause' }).click();
    await shown('paused.bin').getByText('paused', { exact: true }).waitFor();
    const figures = shown('paused.bin').getByText(/of\s33\.6\sMB/);
    const figuresThen = await figures.innerText();
    // Bytes in transit are still accepted.
    socket.resume();
    await once(socket, 'data');
    assert.equal(await figures.innerText(), figuresThen);
    await shown('paused.bin').getByRole('button', { name: 'Resume' }).click();
    assert.equal(await arrived.hash(size), sha256Of(new Uint8Array(size)));
    await shown('paused.bin').getByText(/sent$/).waitFor();
  });
});
