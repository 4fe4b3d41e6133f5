/** Files that are dropped on the panel, or chosen; what counts is what comes out of a socket. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { FileDrag } from '../support/dropFiles.ts';
import { answerBytes, card, chooseFile } from '../support/filesOnScreen.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { eachInItsOwnWindow } from './window.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

describe('files in the panel', function () {
  this.timeout(600_000);
  const test = eachInItsOwnWindow();
  let socket: Socket | undefined;
  let received: Buffer[];
  afterEach(() => socket?.destroy());

  beforeEach(async () => {
    await test.workbench.start('Start TCP Server', 0);
    received = [];
  });

  async function connected(): Promise<void> {
    const client = connect(await test.workbench.port(), '127.0.0.1');
    socket = client;
    client.on('data', chunk => received.push(chunk));
    await once(client, 'connect');
    await test.workbench.rows.filter({ hasText: 'connected' }).waitFor();
  }

  /** A hash of what comes next, once there is so much. */
  async function nextHash(length: number): Promise<string> {
    const hash = createHash('sha256');
    for (let left = length; left > 0; ) {
      const chunk = received.shift();
      if (!chunk) await once(socket as Socket, 'data');
      else {
        hash.update(chunk.subarray(0, left));
        if (chunk.length > left) received.unshift(chunk.subarray(left));
        left -= chunk.length;
      }
    }
    return hash.digest('hex');
  }

  const dragOver = (...paths: string[]) =>
    FileDrag.over(test.workbench.page, test.workbench.panel.locator('.scroller'), paths);

  async function file(name: string, bytes: Uint8Array): Promise<string> {
    const path = join(test.folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, bytes);
    return path;
  }

  it('say where they go, and why they can’t', async () => {
    const { workbench } = test;
    const path = await file('a.txt', Buffer.from('a'));
    await (await dragOver(path)).drop();
    await workbench.panel.getByText('No client is connected yet.').first().waitFor();
    await connected();
    await dragOver(path);
    await workbench.panel.getByText('Drop to send to the only peer').waitFor();
  });

  it('are taken over all of the page, and with Shift when they have been over other parts of VS Code', async () => {
    const { workbench } = test;
    await connected();
    const path = await file('a.txt', Buffer.from('over the tab'));
    const overlay = workbench.panel.getByText('Drop to send to the only peer');
    const header = workbench.panel.locator('header');
    const drag = await FileDrag.over(workbench.page, header, [path]);
    await overlay.waitFor();
    for (const part of ['.toolbar', 'portside-composer', 'header']) {
      await drag.to(workbench.panel.locator(part), overlay);
    }
    const tab = workbench.page.locator('.tabs-container .tab.active').last();
    await drag.to(tab, workbench.panel.getByText('Hold Shift to drop here'));
    await drag.to(header, overlay, { shift: true });
    await drag.drop();
    await answerBytes(workbench);
    assert.equal(await nextHash(12), sha256Of(Buffer.from('over the tab')));
  });

  it('are dropped one after the other, empty ones and ones of several slices, and are asked about once', async () => {
    await connected();
    for (const [at, size] of [0, 1, mebibyte + 1, 5 * mebibyte].entries()) {
      const name = `file-${at}.bin`;
      const bytes = randomBytes(size);
      await (await dragOver(await file(name, bytes))).drop();
      if (at === 0) await answerBytes(test.workbench);
      assert.equal(await nextHash(size), sha256Of(bytes), name);
      await card(test.workbench, name).getByRole('img', { name: 'done' }).waitFor();
    }
  });

  it('arrive as they are when they have a gigabyte', async () => {
    await connected();
    const path = join(test.folder, 'large.bin');
    const hash = createHash('sha256');
    const block = randomBytes(mebibyte);
    await using large = await open(path, 'w');
    for (let at = 0; at < gibibyte / mebibyte; at++) {
      block.writeUInt32LE(at);
      hash.update(block);
      await large.write(block);
    }
    await (await dragOver(path)).drop();
    await answerBytes(test.workbench);
    assert.equal(await nextHash(gibibyte), hash.digest('hex'));
    await card(test.workbench, 'large.bin').getByRole('img', { name: 'done' }).waitFor();
  });

  it('are dropped together, and in folders', async () => {
    await connected();
    const texts = { 'box/2.txt': 'two', 'box/10.txt': 'ten', 'box/deep/last.txt': 'last' };
    for (const [name, text] of Object.entries(texts)) await file(name, Buffer.from(text));
    const first = await file('first.txt', Buffer.from('first'));
    await (await dragOver(first, join(test.folder, 'box'))).drop();
    await answerBytes(test.workbench);
    // A folder's own by their names, numbers as numbers.
    assert.equal(await nextHash(15), sha256Of(Buffer.from('firsttwotenlast')));
  });

  it('are chosen by the composer’s button', async () => {
    const { workbench } = test;
    await connected();
    await file('bytes.bin', Buffer.from([0, 1, 2, 0xff]));
    await workbench.panel.getByRole('button', { name: 'Send Files…' }).click();
    await chooseFile(workbench, join(test.folder, 'bytes.bin'));
    await answerBytes(workbench);
    assert.equal(await nextHash(4), sha256Of(Buffer.from([0, 1, 2, 0xff])));
    await card(test.workbench, 'bytes.bin').getByRole('img', { name: 'done' }).waitFor();
  });

  it('are dropped on a peer in the tree', async () => {
    const { workbench } = test;
    await connected();
    const peer = workbench.treeItem(/^127\.0\.0\.1:\d+/).last();
    const path = await file('on the tree.txt', Buffer.from('on the tree'));
    await (await FileDrag.over(workbench.page, peer, [path])).drop();
    await answerBytes(test.workbench);
    assert.equal(await nextHash(11), sha256Of(Buffer.from('on the tree')));
    await card(test.workbench, 'on the tree.txt').getByRole('img', { name: 'done' }).waitFor();
  });

  it('are sent from the Explorer’s menu', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await connected();
    await file('from the menu.txt', Buffer.from('from the menu'));
    await page
      .getByRole('tab', { name: /^Explorer/ })
      .first()
      .click();
    const item = page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'from the menu.txt' });
    await workbench.chooseFromMenu(item, 'Send with Portside');
    await answerBytes(test.workbench);
    assert.equal(await nextHash(13), sha256Of(Buffer.from('from the menu')));
  });

  it('are sent from the endpoint with somebody to send to, which is asked for first', async () => {
    const { workbench } = test;
    await connected();
    const port = await workbench.port();
    await workbench.start('Start TCP Server', 0);
    await workbench.runCommand('Portside: Send Files…');
    const choices = workbench.page.locator('.quick-input-list .monaco-list-row');
    await choices
      .nth(0)
      .filter({ hasText: `:${port}`, hasNotText: 'nobody is connected' })
      .waitFor();
    await choices.nth(1).filter({ hasText: 'nobody is connected' }).waitFor();
    await workbench.dismiss();
  });

  it('stand still at once while they are paused, and go on', async () => {
    await connected();
    socket?.pause();
    const path = join(test.folder, 'paused.bin');
    await using large = await open(path, 'w');
    await large.truncate(32 * mebibyte);
    await (await dragOver(path)).drop();
    await answerBytes(test.workbench);
    const shown = card(test.workbench, 'paused.bin');
    await shown.getByRole('button', { name: 'Pause' }).click();
    await shown.getByText('paused', { exact: true }).waitFor();
    const figures = await shown.locator('.transfer-facts').innerText();
    // What is on its way still is taken meanwhile.
    socket?.resume();
    await once(socket as Socket, 'data');
    assert.equal(await shown.locator('.transfer-facts').innerText(), figures);
    await shown.getByRole('button', { name: 'Resume' }).click();
    assert.equal((await nextHash(32 * mebibyte)).length, 64);
    await shown.locator('.transfer-facts', { hasText: /sent$/ }).waitFor();
  });

  it('stay listed when the window was loaded again', async () => {
    const { workbench } = test;
    await connected();
    await (await dragOver(await file('kept.txt', Buffer.from('kept')))).drop();
    await answerBytes(test.workbench);
    await card(test.workbench, 'kept.txt').getByRole('img', { name: 'done' }).waitFor();
    const closed = once(socket as Socket, 'close');
    await workbench.reload();
    await closed;
    await workbench.treeItem(/, closed/).waitFor();
    await workbench.openPanel();
    await workbench.panel.getByRole('button', { name: 'Transfers (1)' }).click();
    await card(test.workbench, 'kept.txt').getByRole('img', { name: 'done' }).waitFor();
    await workbench.rows.filter({ hasText: 'sent “kept.txt”' }).waitFor();
  });

  it('are dragged from VS Code’s Explorer with Shift', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await connected();
    await file('explored.txt', Buffer.from('explored'));
    await page
      .getByRole('tab', { name: /^Explorer/ })
      .first()
      .click();
    const item = page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'explored.txt' });
    await item.hover();
    await page.mouse.down();
    await page.mouse.move(300, 300, { steps: 4 });
    await page.keyboard.down('Shift');
    // What a browser tells while something is dragged, and a driven one doesn't: by it VS Code lets the page have the drag.
    await page.evaluate(() => window.dispatchEvent(new DragEvent('drag', { shiftKey: true })));
    await page.mouse.move(700, 400, { steps: 4 });
    await workbench.panel.getByText('Drop to send to the only peer').waitFor();
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await answerBytes(test.workbench);
    assert.equal(await nextHash(8), sha256Of(Buffer.from('explored')));
  });
});
