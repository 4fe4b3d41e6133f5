/** Sending and receiving files with VS Code's help: drags, its trees, menus, dialogs and notifications. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { formatHostPort } from '../../src/core/address.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { FileDrag } from '../support/dropFiles.ts';
import { answerBytes, card, chooseFile } from '../support/filesOnScreen.ts';
import { ownAddress } from '../support/ownAddress.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { listedNotification } from './notificationList.ts';
import { oneAfterTheOther } from './window.ts';

const mebibyte = 1024 * 1024;

describe('files', function () {
  this.timeout(120_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();

  /** Connects a client to the server whose panel is visible. Resolves when the client is listed. */
  async function connected() {
    const socket = await client(await test.workbench.port());
    await test.workbench.rows.filter({ hasText: `127.0.0.1:${socket.localPort}` }).waitFor();
    return {
      socket,
      arrived: new ReceivedBytes(socket),
      peer: test.workbench.treeItem(`127.0.0.1:${socket.localPort}`),
    };
  }

  const overlay = () => test.workbench.panel.getByText('Drop to send to 127.0.0.1:');
  const transcript = () => test.workbench.panel.getByRole('list', { name: 'Transcript' });
  const isDone = (name: string) => card(test.workbench, name).getByRole('img', { name: 'done' }).waitFor();

  async function file(name: string, bytes: string | Uint8Array): Promise<string> {
    await writeFile(join(test.folder, name), bytes);
    return join(test.folder, name);
  }

  async function closePanels(): Promise<void> {
    await test.workbench.runCommand('View: Close All Editors');
    await test.workbench.panel.locator('header').waitFor({ state: 'detached' });
  }

  /**
   * Returns an item of the Explorer, which is opened unless visible: a second click on its tab would close the side
   * bar.
   */
  async function explorerItem(name: string): Promise<Locator> {
    const { page } = test.workbench;
    const tab = page.getByRole('tab', { name: /^Explorer/ }).first();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    return page.getByRole('treeitem', { name });
  }

  it('dragged across the rest of VS Code are dropped on the panel with Shift, and stay listed in the next window', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const { socket, arrived } = await connected();
    const bytes = randomBytes(3 * mebibyte + 1);
    const drag = await FileDrag.over(workbench.page, transcript(), [await file('dragged.bin', bytes)]);
    await overlay().waitFor();
    const tab = workbench.page.getByRole('tab', { name: `:${await workbench.port()}` });
    await drag.to(tab, workbench.panel.getByText('Hold Shift to drop here'));
    await drag.to(transcript(), overlay(), { shift: true });
    await drag.drop();
    await answerBytes(workbench);
    assert.equal(await arrived.hash(bytes.length), sha256Of(bytes));
    await isDone('dragged.bin');

    const closed = once(socket, 'close');
    await workbench.reload();
    await closed;
    await workbench.treeItem(/, closed/).waitFor();
    await workbench.openPanel();
    await workbench.panel.getByRole('button', { name: 'Transfers (1)' }).click();
    await isDone('dragged.bin');
    await workbench.rows.filter({ hasText: 'sent “dragged.bin”' }).waitFor();
  });

  it('lost with the panel that they were dropped on are reported, and the panel is a button away', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
    const path = await sparseFile(join(test.folder, 'dropped.bin'), 512 * mebibyte);
    await (await FileDrag.over(workbench.page, transcript(), [path])).drop();
    await answerBytes(workbench);
    // Part of it is in transit to a client that doesn't read.
    await card(workbench, 'dropped.bin')
      .getByText(/^[1-9].*of\s537\sMB/)
      .waitFor();
    await closePanels();
    socket.resume();
    const failed = await listedNotification(workbench, '“dropped.bin” wasn’t sent.');
    await failed.filter({ hasText: 'the panel was hidden or closed' }).waitFor();
    await failed.getByRole('button', { name: 'Show' }).click();
    await workbench.rows.filter({ hasText: '“dropped.bin” was only partly sent' }).waitFor();
  });

  it('are dropped on a peer in the tree, or chosen by its menu, and cancelled from their notification', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const { arrived, peer } = await connected();
    const dropped = await file('on the tree.txt', 'on the tree');
    await peer.waitFor();
    // A panel that takes the focus when it is loaded would close the question.
    await workbench.focused(workbench.composer);
    await (await FileDrag.over(workbench.page, peer, [dropped])).drop();
    await answerBytes(workbench);
    assert.equal(await arrived.hash(11), sha256Of('on the tree'));
    await isDone('on the tree.txt');

    const slow = await client(await workbench.port());
    const address = `127.0.0.1:${slow.localPort}`;
    const path = await sparseFile(join(test.folder, 'slow.bin'), 64 * mebibyte);
    await closePanels();
    await workbench.chooseFromMenu(workbench.treeItem(address), 'Send');
    await workbench.choose('Send Files…');
    await answerBytes(workbench);
    await chooseFile(workbench, path);
    const progress = await listedNotification(workbench, `Sending “slow.bin” to ${address}`);
    await progress.filter({ hasText: 'of 67.1 MB' }).waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: /Sending “slow\.bin” to \S+ was canceled after/ }).waitFor();
  });

  it('are sent from the Explorer’s menu, or dragged from there onto the panel with Shift', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await workbench.start('Start TCP Server', 0);
    const { arrived } = await connected();
    await file('from the menu.txt', 'from the menu');
    await file('explored.txt', 'explored');
    await workbench.chooseFromMenu(await explorerItem('from the menu.txt'), 'Send with Portside');
    await answerBytes(workbench);
    assert.equal(await arrived.hash(13), sha256Of('from the menu'));

    await (await explorerItem('explored.txt')).hover();
    await page.mouse.down();
    const box = await transcript().boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x - 50, box.y + 50, { steps: 4 });
    await page.keyboard.down('Shift');
    // The browser reports this during a real drag, but not during an automated one: VS Code needs it to let the page
    // have the drag.
    await page.evaluate(() => window.dispatchEvent(new DragEvent('drag', { shiftKey: true })));
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await overlay().waitFor();
    await page.mouse.up();
    await page.keyboard.up('Shift');
    assert.equal(await arrived.hash(8), sha256Of('explored'));
  });

  it('from another machine are received when accepted, opened from their notification, and shown in the Explorer', async () => {
    const { workbench } = test;
    const host = ownAddress();
    await workbench.runCommand('Portside: Receive Files…');
    await workbench.answer('Receive Files', formatHostPort(host, 0));
    await workbench.pick('in the Workspace');
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    const port = await workbench.port();
    (await client(port, host)).end('the first');
    const asked = async () =>
      (await listedNotification(workbench, 'wants to send')).getByRole('button', { name: 'Accept' }).click();
    await asked();
    await workbench.rows.filter({ hasText: 'received “output0.txt”' }).waitFor();
    await closePanels();
    (await client(port, host)).end('all of it');
    await asked();
    const received = await listedNotification(workbench, 'Received “output1.txt” (9 B)');
    await received.getByRole('button', { name: 'Open' }).click();
    await workbench.page.locator('.editor-instance .view-line', { hasText: 'all of it' }).waitFor();
    await workbench.runCommand('Portside: Show Received Files');
    await workbench.page.getByRole('treeitem', { name: 'output1.txt', selected: true }).waitFor();
  });
});
