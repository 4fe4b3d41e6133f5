/** What the window tells and asks of files beside the panel: progress, ends, and whether they are wanted. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { formatHostPort } from '../../src/core/address.ts';
import { dataHeader } from '../../src/core/transfer/framedMessage.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { answerBytes, card, chooseFile } from '../support/filesOnScreen.ts';
import { FramedSocket } from '../support/framedSocket.ts';
import { ownAddress } from '../support/ownAddress.ts';
import { saveEndpoints } from '../support/saveEndpoints.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { eachInItsOwnWindow } from './window.ts';

const mebibyte = 1024 * 1024;

describe('notifications of files', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();
  const notice = (text: string): Locator => test.workbench.notifications.filter({ hasText: text });

  async function closePanels(): Promise<void> {
    await test.workbench.runCommand('View: Close All Editors');
    await test.workbench.panel.locator('header').waitFor({ state: 'detached' });
  }

  /** Starts a saved endpoint; leaves its panel showing. */
  async function startSaved(name: string): Promise<void> {
    await test.workbench.treeItem(new RegExp(name)).click();
    await test.workbench.panel.getByRole('img', { name: 'open' }).waitFor();
  }

  it('show what is sent while the panel is closed, cancel it, and tell what failed', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const path = await sparseFile(join(test.folder, 'slow.bin'), 64 * mebibyte);
    await closePanels();
    /** To a peer that connects now, and reads nothing. */
    const send = async () => {
      const socket = await client(port);
      const peer = `127.0.0.1:${socket.localPort}`;
      await workbench.chooseFromMenu(workbench.treeItem(new RegExp(`^${peer}`)), 'Send Files…');
      await chooseFile(workbench, path);
      await answerBytes(workbench);
      return { socket, progress: notice(`Sending “slow.bin” to ${peer}`).filter({ hasText: 'of 67.1 MB' }) };
    };

    const first = await send();
    await first.progress.getByRole('button', { name: 'Cancel' }).click();
    await first.progress.waitFor({ state: 'detached' });
    const second = await send();
    await second.progress.getByRole('button', { name: 'Cancel' }).waitFor();
    second.socket.resetAndDestroy();
    await notice('“slow.bin” was not sent. ').getByRole('button', { name: 'Show' }).click();
    await second.progress.waitFor({ state: 'detached' });
    await workbench.rows.filter({ hasText: '“slow.bin” was cancelled after' }).waitFor();
    await workbench.rows.filter({ hasText: '“slow.bin” was not sent whole' }).waitFor();
  });

  it('show what is received while the panel is closed, and offer it; of what the panel shows they say nothing', async () => {
    const { workbench, folder } = test;
    const files = { mode: 'framed', directory: 'received' };
    const server = { kind: 'tcp-server', address: ':0', files };
    await saveEndpoints(folder, { ...server, name: 'hidden' }, { ...server, name: 'watched' });
    await startSaved('hidden');
    const hidden = new FramedSocket(await client(await workbench.port()));
    await closePanels();
    await startSaved('watched');
    const watched = new FramedSocket(await client(await workbench.port()));
    const text = Buffer.from('all of it');
    const begin = (sender: FramedSocket, name: string) =>
      sender.say(
        { type: 'file', version: 1, name, size: text.length, resume: false },
        dataHeader(1),
        text.subarray(0, 1),
      );
    const end = async (sender: FramedSocket) => {
      sender.say(dataHeader(text.length - 1), text.subarray(1), { type: 'end', sha256: sha256Of(text) });
      assert.equal((await sender.next()).message.type, 'receipt');
    };

    // What would be told of the watched one would be told first.
    begin(watched, 'watched.txt');
    await card(workbench, 'watched.txt').getByRole('progressbar').waitFor();
    begin(hidden, 'hidden.txt');
    await notice('Receiving “hidden.txt” from 127.0.0.1').getByRole('button', { name: 'Cancel' }).waitFor();
    assert.equal(await notice('watched.txt').count(), 0);
    await end(watched);
    await card(workbench, 'watched.txt').getByRole('img', { name: 'done' }).waitFor();
    await end(hidden);
    const told = notice('Received “hidden.txt” (9 B) from 127.0.0.1');
    await told.getByRole('button', { name: 'Reveal' }).waitFor();
    assert.equal(await notice('watched.txt').count(), 0);
    await told.getByRole('button', { name: 'Open' }).click();
    await workbench.page.locator('.editor-instance .view-line', { hasText: 'all of it' }).waitFor();
  });

  describe('of a peer that is on no loopback', () => {
    const bytes = randomBytes(mebibyte + 1);

    /** A framed sender of one file, which the window has asked about by its notification and by the card. */
    async function asked() {
      const { workbench, folder } = test;
      const host = ownAddress();
      const files = { mode: 'framed', directory: 'received' };
      await saveEndpoints(folder, { kind: 'tcp-server', address: formatHostPort(host, 0), name: 'reachable', files });
      await startSaved('reachable');
      await mkdir(join(folder, 'out'));
      await writeFile(join(folder, 'out/photo.png'), bytes);
      const sender = await test.program(
        'framed_peer',
        'send',
        host,
        await workbench.port(),
        join(folder, 'out/photo.png'),
      );
      await card(workbench, 'photo.png').filter({ hasText: 'on another machine sends this file' }).waitFor();
      const question = notice('wants to send “photo.png” (1.05 MB)').filter({ hasText: host });
      await question.waitFor();
      await assert.rejects(readdir(join(folder, 'received')), { code: 'ENOENT' });
      return { sender, question };
    }

    it('ask whether it may send, and let in what is accepted', async () => {
      const { sender, question } = await asked();
      await question.getByRole('button', { name: 'Accept' }).click();
      assert.equal(await sender.line(), `receipt ${bytes.length} ${sha256Of(bytes)}`);
      await card(test.workbench, 'photo.png').getByRole('img', { name: 'done' }).waitFor();
      assert.deepEqual(await readFile(join(test.folder, 'received/photo.png')), bytes);
    });

    it('ask whether it may send, tell it when it is declined, and keep nothing', async () => {
      const { sender, question } = await asked();
      await question.getByRole('button', { name: 'Decline' }).click();
      assert.equal(await sender.line(), 'refuse declined');
      await card(test.workbench, 'photo.png').getByRole('img', { name: 'cancelled' }).waitFor();
      await assert.rejects(readdir(join(test.folder, 'received')), { code: 'ENOENT' });
    });
  });
});
