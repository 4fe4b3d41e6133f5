/** The state that survives if a window is reloaded or killed, or shares its folder with another window. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { seenBelow } from '../support/seenAt.ts';
import { listedNotification } from './notificationList.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('after a reload', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('a conversation is restored and continues: no row and no setting is lost', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    const address = `127.0.0.1:${socket.localPort}`;
    await workbench.panel.getByRole('button', { name: `:${socket.localPort}`, exact: true }).click();
    await workbench.composer.fill('a draft');
    // The page's last messages are lost if the window reloads while they are in transit: these rows arrive after them.
    for (let at = 0; at < 40; at++) socket.write(`message ${at}\n`);
    await workbench.rows.filter({ hasText: 'message 39\\n' }).waitFor();
    const closed = once(socket, 'close');
    await workbench.reload();
    await closed;
    await workbench.treeItem(new RegExp(`${port}, closed`)).click();
    await workbench.panel.getByText('This endpoint was open in your last session.').waitFor();
    const seen = await workbench.allRowTexts();
    for (let at = 0; at < 40; at++)
      assert.ok(
        seen.some(text => text.includes(`message ${at}\\n`)),
        `message ${at} is there`,
      );
    await workbench.composerHolds('a draft');
    await workbench.panel.getByText(`${address} disconnected. Showing all clients.`).waitFor();
    await workbench.panel.getByText('The server is stopped. Choose “Start” to accept clients again.').waitFor();
    await workbench.panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();

    await workbench.panel.getByRole('button', { name: 'Reopen' }).click();
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    await workbench.panel.getByRole('list', { name: 'Transcript' }).press('End');
    const again = await client(await workbench.port());
    again.write('and on it goes');
    await workbench.rows.filter({ hasText: 'and on it goes' }).waitFor();
    await workbench.panel.getByText(`${address} disconnected. Choose where to send.`).waitFor();
  });

  it('a removed endpoint is restored with its transcript, by the notification or, in the next window, by the view', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    const closed = once(socket, 'close');
    socket.end('hello');
    await workbench.rows.filter({ hasText: 'hello' }).waitFor();
    await closed;
    const endpoint = workbench.treeItem(new RegExp(`TCP server 127.0.0.1:${port}`));
    await workbench.runCommand('Portside: Remove Endpoint');
    await endpoint.waitFor({ state: 'detached' });
    await (await listedNotification(workbench, `Removed endpoint “127.0.0.1:${port}”.`))
      .getByRole('button', { name: 'Undo', exact: true })
      .click();
    await workbench.treeItem(new RegExp(`${port}, open`)).waitFor();
    await workbench.runCommand('Portside: Remove Endpoint');
    await endpoint.waitFor({ state: 'detached' });
    await workbench.reload();
    await workbench.tree.hover();
    await workbench.page.locator('.sidebar').getByRole('button', { name: 'Undo Remove' }).click();
    await workbench.treeItem(new RegExp(`${port}, closed`)).click();
    await workbench.panel.getByText('This endpoint was open in your last session.').waitFor();
    await workbench.rows.filter({ hasText: 'hello' }).waitFor();
  });

  it('a conversation whose extension host was killed is restored up to its last write, and says what happened', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    const { directory, pid } = await test.session();
    socket.write('last words');
    await written(directory, 'last words');
    const closed = once(socket, 'close');
    process.kill(pid, 'SIGKILL');
    await closed;
    await workbench.reload();
    await workbench.treeItem(new RegExp(`${port}, closed`)).click();
    await workbench.rows.filter({ hasText: 'last words' }).waitFor();
    await workbench.rows.filter({ hasText: 'the window closed unexpectedly' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Reopen' }).click();
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
  });
});

describe('two windows on one folder', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('say which of them has the port of a saved endpoint, until that one closes', async () => {
    const { workbench, folder } = test;
    const port = await freePort();
    await mkdir(join(folder, '.vscode'), { recursive: true });
    const endpoints = [{ kind: 'tcp-server', address: `127.0.0.1:${port}`, name: 'shared' }];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': endpoints }));
    await workbench.startSaved(/shared/);
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    const other = await test.another();
    await other.startSaved(/shared/);
    await other.panel.getByRole('alert').filter({ hasText: 'already in use by “shared” in the window' }).waitFor();
    const socket = await client(port);
    socket.write('for the first');
    await workbench.rows.filter({ hasText: 'for the first' }).waitFor();
    const closed = once(socket, 'close');
    await workbench.page.goto('about:blank');
    await closed;
    await other.panel.getByRole('button', { name: 'Try Again' }).first().click();
    await other.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    assert.equal(await other.port(), port);
  });
});

/** Returns a port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when one of a session's logs contains this text. */
async function written(session: string, text: string): Promise<void> {
  await seenBelow(session, async () => {
    const names = (await readdir(session, { recursive: true })).filter(name => name.endsWith('.log'));
    const logs = await Promise.all(names.map(name => readFile(join(session, name), 'latin1')));
    return logs.some(log => log.includes(text));
  });
}
