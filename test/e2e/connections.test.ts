/** Connections through VS Code's tree, palette and focus: by mouse alone, and by keyboard alone. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { clientsOfEachTest } from '../support/clients.ts';
import { oneAfterTheOther } from './window.ts';

describe('connections', function () {
  this.timeout(120_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();

  it('are opened, watched, ended and removed in the tree, with the mouse alone', async () => {
    const { workbench } = test;
    await workbench.tree.getByRole('button', { name: 'Start TCP Server' }).last().click();
    await workbench.question('Start TCP Server').waitFor();
    await workbench.confirm();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    const open = workbench.treeItem(/TCP server 127\.0\.0\.1:\d+, open/);
    await open.waitFor();
    // A button in the title gets the focused row as its argument.
    await open.click();
    await workbench.page.locator('.sidebar').getByRole('button', { name: 'Start TCP Server…' }).click();
    await workbench.question('Start TCP Server').waitFor();
    await workbench.dismiss();
    const socket = await client(await workbench.port());
    const closed = once(socket, 'close');
    const peer = workbench.treeItem(`127.0.0.1:${socket.localPort}`);
    await peer.waitFor();
    await workbench.treeAction(peer, 'Disconnect Client');
    await closed;
    await peer.waitFor({ state: 'detached' });
    const endpoint = workbench.treeItem(/TCP server/);
    await workbench.treeAction(endpoint, 'Stop');
    await workbench.treeItem(/TCP server .*, closed/).waitFor();
    await workbench.treeAction(endpoint, 'Start Endpoint');
    await open.waitFor();
    await workbench.treeAction(endpoint, 'Stop');
    await workbench.treeItem(/TCP server .*, closed/).waitFor();
    await workbench.treeAction(endpoint, 'Remove Endpoint');
    await endpoint.waitFor({ state: 'detached' });
    await workbench.tree.getByRole('button', { name: 'Connect to TCP Server' }).last().waitFor();
    const undo = workbench.page.locator('.sidebar').getByRole('button', { name: 'Undo Remove' });
    await workbench.tree.hover();
    await undo.click();
    await workbench.treeItem(/TCP server .*, closed/).waitFor();
  });

  it('are written to, read, copied from, renamed and removed with the keyboard alone', async () => {
    const { workbench } = test;
    const { page, panel, rows } = workbench;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    socket.write('copy me');
    await rows.filter({ hasText: 'copy me' }).waitFor();
    await workbench.runCommand('Portside: Open Panel');
    await workbench.focused(workbench.composer);
    const received = once(socket, 'data');
    await page.keyboard.type('typed at once');
    await page.keyboard.press('Enter');
    assert.equal(String((await received)[0]), 'typed at once');
    await rows.filter({ hasText: 'typed at once' }).waitFor();
    const list = panel.getByRole('list', { name: 'Transcript' });
    while (!(await list.evaluate(element => element === document.activeElement)))
      await page.keyboard.press('Shift+Tab');
    const focused = (text: string) => rows.filter({ hasText: text }).and(panel.locator(':focus'));
    await page.keyboard.press('End');
    await focused('typed at once').waitFor();
    await page.keyboard.press('ArrowUp');
    await focused('copy me').waitFor();
    await page.keyboard.press('ControlOrMeta+C');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === 'copy me');
    await workbench.runCommand('Portside: Focus on Connections View');
    const isFocused = (name: string | RegExp) =>
      workbench.treeItem(name).and(page.locator('.monaco-list:focus .focused')).waitFor();
    await page.keyboard.press('Home');
    await isFocused(/TCP server/);
    await page.keyboard.press('F2');
    await workbench.answer('Rename Endpoint', 'mine');
    await isFocused(/TCP server mine/);
    // The arrow keys move the focus without selecting.
    await page.keyboard.press('ArrowDown');
    await isFocused(`127.0.0.1:${socket.localPort}`);
    await page.keyboard.press('F2');
    await workbench.answer('Rename Client', 'sensor');
    await isFocused(/^sensor/);
    const closed = once(socket, 'close');
    await page.keyboard.press('Delete');
    await closed;
    await workbench.treeItem('Disconnected').waitFor();
    await page.keyboard.press('Home');
    await isFocused(/TCP server mine/);
    await page.keyboard.press('Enter');
    await workbench.focused(workbench.composer);
    await workbench.runCommand('Portside: Focus on Connections View');
    await isFocused(/TCP server mine/);
    await page.keyboard.press('Delete');
    await workbench.treeItem(/mine/).waitFor({ state: 'detached' });
  });
});
