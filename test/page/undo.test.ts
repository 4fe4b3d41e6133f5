/** Restoring what was removed or cleared: the real extension with its engine. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { killEngine } from '../support/killEngine.ts';
import { undoOffers } from '../support/undoOffer.ts';
import { eachInItsOwnPage } from './window.ts';

describe('undo', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  /** Clears the transcript of a server that received “before”. `line` reports that in its panel. */
  async function clearedServer(): Promise<{ socket: Socket; line: Locator }> {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write('before');
    await window.rows.filter({ hasText: 'before' }).waitFor();
    await window.panel.getByRole('button', { name: 'Clear Transcript' }).click();
    const line = window.panel.getByRole('status').filter({ hasText: 'Transcript cleared.' });
    await line.waitFor();
    return { socket, line };
  }

  /** Returns the frames in the first endpoint's transcript as text. */
  async function frames(): Promise<string[]> {
    const entries = (await test.window.extension.api.endpoints[0]?.transcript()) ?? [];
    return entries.flatMap(({ data }) => (data ? [String(Buffer.from(data))] : []));
  }

  it('restores a removed server and opens it: with its port, its place, its transcript, its draft and its panel', async () => {
    const { window } = test;
    await window.extension.run('startTcpServer', { name: 'first' });
    const { id, port } = await window.openServer({ name: 'second' });
    await window.extension.run('startTcpServer', { name: 'third' });
    await window.openPanel(id);
    const socket = await client(port);
    // Its page has kept the draft by the time it requests the row.
    await window.composer.fill('half an answer');
    socket.write('hello');
    await window.rows.filter({ hasText: 'hello' }).waitFor();
    const { node } = await window.tree.row(/second, open/);
    const removing = window.extension.run('remove', node);
    const closed = once(socket, 'close');
    (await window.notification('Remove endpoint “second”? 1 client will be disconnected.')).answer('Remove');
    await Promise.all([closed, removing]);
    await window.tree.gone(/second/);
    await window.panel.locator('header').waitFor({ state: 'detached' });
    await window.runCommand('Portside: Undo Remove');
    await window.tree.row(new RegExp(`second, open, 127\\.0\\.0\\.1:${port} `));
    await window.rows.filter({ hasText: 'hello' }).waitFor();
    await window.composerHolds('half an answer');
    const rows = (await window.tree.rows()).map(({ text }) => text);
    assert.deepEqual(
      rows.flatMap(text => /first|second|third/.exec(text)?.[0] ?? []),
      ['first', 'second', 'third'],
    );
  });

  it('restores cleared entries before newer ones, from the panel', async () => {
    const { window } = test;
    const { panel, rows } = window;
    const { socket, line } = await clearedServer();
    await rows.first().waitFor({ state: 'detached' });
    assert.deepEqual(window.notifications, [], 'the panel says so');
    socket.write('since');
    await rows.filter({ hasText: 'since' }).waitFor();
    await window.has(1, rows);
    await line.getByRole('button', { name: 'Undo' }).press('Enter');
    await window.focused(panel.getByRole('list', { name: 'Transcript' }));
    await rows.filter({ hasText: 'before' }).waitFor();
    await line.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Clear Transcript' }).click();
    await line.waitFor();
    await window.page.keyboard.press('ControlOrMeta+Z');
    await rows.filter({ hasText: 'before' }).waitFor();
    assert.deepEqual(await frames(), ['before', 'since']);
    await window.runCommand('Portside: Undo Clear Transcript');
    await window.notification('There is nothing left to undo.');
  });

  it('by key applies to the text in a text field, and to the clear everywhere else', async () => {
    const { window } = test;
    const { panel, rows, page } = window;
    const { line } = await clearedServer();
    const undoesTyping = async (field: Locator) => {
      await field.click();
      await page.keyboard.type('12');
      await page.keyboard.press('ControlOrMeta+Z');
      await field.and(panel.locator(':focus')).waitFor();
      assert.equal(await field.inputValue(), '');
    };
    await undoesTyping(window.composer);
    await page.keyboard.press('ControlOrMeta+F');
    await undoesTyping(panel.locator('.find-input'));
    await panel.getByRole('button', { name: 'Filter' }).click();
    await undoesTyping(panel.locator('.bytes-input').first());
    await line.waitFor();
    const edit = panel.getByRole('button', { name: 'Edit Endpoint' });
    await edit.click();
    await undoesTyping(panel.getByRole('textbox', { name: 'Name', exact: true }));
    // While the text isn't visible, nothing is restored.
    await edit.focus();
    await page.keyboard.press('ControlOrMeta+Z');
    await edit.press('Enter');
    await line.waitFor();
    await window.composer.fill('a draft');
    await panel.getByRole('list', { name: 'Transcript' }).focus();
    await page.keyboard.press('ControlOrMeta+Z');
    await rows.filter({ hasText: 'before' }).waitFor();
    await line.waitFor({ state: 'detached' });
    assert.equal(await window.composer.inputValue(), 'a draft');
  });

  it('restores a removed server after a reload, closed, with its place, its transcript, its draft and its port', async () => {
    const { window } = test;
    const { extension } = window;
    await extension.run('startTcpServer', { name: 'first' });
    const { id, port } = await window.openServer({ name: 'second' });
    await extension.run('startTcpServer', { name: 'third' });
    await window.openPanel(id);
    await window.composer.fill('half an answer');
    const socket = await client(port);
    const closed = once(socket, 'close');
    socket.end('hello');
    await window.rows.filter({ hasText: 'hello' }).waitFor();
    await closed;
    await extension.run('remove', { type: 'endpoint', endpoint: id });
    await extension.reload();
    (await window.notification('first and third were open in your last session.')).dismiss();
    assert.equal((await window.tree.rows()).length, 2);
    await window.runCommand('Portside: Undo Remove');
    await window.tree.row(/second, closed/);
    const rows = (await window.tree.rows()).map(({ text }) => text);
    assert.deepEqual(
      rows.flatMap(text => /first|second|third/.exec(text)?.[0] ?? []),
      ['first', 'second', 'third'],
    );
    await window.openPanel(id);
    await window.panel.getByText('This endpoint was open in your last session.').waitFor();
    await window.rows.filter({ hasText: 'hello' }).waitFor();
    await window.composerHolds('half an answer');
    await extension.run('startEndpoint', id);
    await window.tree.row(new RegExp(`second, open, 127\\.0\\.0\\.1:${port} `));
    await window.runCommand('Portside: Undo Remove');
    await window.notification('There is nothing left to undo.');
  });

  it('restores cleared entries before newer ones after a reload, as the status bar and the panel offer', async () => {
    const { window } = test;
    const { extension, rows } = window;
    const { socket } = await clearedServer();
    const closed = once(socket, 'close');
    socket.end('since');
    await rows.filter({ hasText: 'since' }).waitFor();
    await closed;
    const [{ id = '', address = '' } = {}] = extension.api.endpoints;
    const name = address.replace('tcp://', '');
    await extension.reload();
    (await window.notification(`${name} was open in your last session. Its transcript was restored.`)).dismiss();
    assert.deepEqual(
      undoOffers().map(({ text }) => text),
      [`Cleared the transcript of ${name}.`],
    );
    await window.openPanel(id);
    await rows.filter({ hasText: 'since' }).waitFor();
    await window.has(0, rows.filter({ hasText: 'before' }));
    const line = window.panel.getByRole('status').filter({ hasText: 'Transcript cleared.' });
    await line.getByRole('button', { name: 'Undo' }).click();
    await rows.filter({ hasText: 'before' }).waitFor();
    await line.waitFor({ state: 'detached' });
    assert.deepEqual(await frames(), ['before', 'since']);
    assert.deepEqual(undoOffers(), []);
    await window.runCommand('Portside: Undo Clear Transcript');
    await window.notification('There is nothing left to undo.');
  });

  it('restores cleared entries even if the engine died meanwhile', async () => {
    const { window } = test;
    const { socket, line } = await clearedServer();
    socket.on('error', () => undefined);
    socket.write('since');
    await window.rows.filter({ hasText: 'since' }).waitFor();
    // By then, everything pending is on disk.
    const [{ id = '' } = {}] = window.extension.api.endpoints;
    await window.extension.run('stop', id);
    await killEngine();
    await window.tree.row(/, failed/);
    // An engine that dies this early is replaced only when something needs the next one.
    await window.extension.run('startEndpoint', id);
    await window.tree.row(/, open/);
    await line.waitFor();
    await window.runCommand('Portside: Undo Clear Transcript');
    await window.rows.filter({ hasText: 'before' }).waitFor();
    assert.deepEqual(await frames(), ['before', 'since']);
  });

  it('restores a removed endpoint even if the engine died meanwhile', async () => {
    const { window } = test;
    const removed = await window.openServer({ name: 'removed' });
    const socket = await client(removed.port);
    await window.tree.row(/127\.0\.0\.1:/);
    socket.end('hello');
    await once(socket, 'close');
    await window.extension.run('stop', removed.id);
    await window.openServer({ name: 'other' });
    await window.extension.run('remove', { type: 'endpoint', endpoint: removed.id });
    await killEngine();
    await window.tree.row(/other, failed/);
    await window.runCommand('Portside: Undo Remove');
    await window.tree.row(/removed, closed/);
    await window.openPanel(removed.id);
    await window.rows.filter({ hasText: 'hello' }).waitFor();
  });
});
