import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { seenBelow } from '../support/seenAt.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('after the window was loaded again', function () {
  this.timeout(60_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('a conversation is there as it was, and goes on: no row and no setting is lost', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    await workbench.composer.fill('a draft');
    for (let at = 0; at < 40; at++) socket.write(`message ${at}\n`);
    await workbench.rows.filter({ hasText: 'message 39\\n' }).waitFor();
    const address = `127.0.0.1:${socket.localPort}`;
    await workbench.panel.getByRole('button', { name: `:${socket.localPort}`, exact: true }).click();
    const closed = once(socket, 'close');
    await workbench.reload();
    await closed;
    await workbench.treeItem(new RegExp(`${port}, closed`)).click();
    await workbench.panel.getByText('It was open when the window closed.').waitFor();
    const seen = await workbench.allRowTexts();
    for (let at = 0; at < 40; at++)
      assert.ok(
        seen.some(text => text.includes(`message ${at}\\n`)),
        `message ${at} is there`,
      );
    await workbench.composerHolds('a draft');
    await workbench.panel.getByText(`${address} disconnected. Showing all clients.`).waitFor();
    await workbench.panel.getByText(`${address} disconnected. Choose whom to send to.`).waitFor();
    await workbench.panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();

    await workbench.panel.getByRole('button', { name: 'Open Again' }).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    await workbench.panel.locator('.scroller').press('End');
    const again = await client(await workbench.port());
    again.write('and on it goes');
    await workbench.rows.filter({ hasText: 'and on it goes' }).waitFor();
    await workbench.panel.getByText(`${address} disconnected. Choose whom to send to.`).waitFor();
  });

  it('a conversation whose extension host was killed is there up to its last write, and says what happened', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    socket.write('last words');
    const { directory, pid } = await test.session();
    await seenBelow(directory, async () => (await written(directory)).includes('last words'));
    const closed = once(socket, 'close');
    process.kill(pid, 'SIGKILL');
    await closed;
    await workbench.reload();
    await workbench.treeItem(new RegExp(`${port}, closed`)).click();
    await workbench.rows.filter({ hasText: 'last words' }).waitFor();
    await workbench.rows.filter({ hasText: 'the window went away without closing it' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Open Again' }).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
  });

  it('a port that another window took is told with the name of that window', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const second = await test.another();
    await second.start('Start TCP Server', port);
    await second.panel
      .getByRole('alert')
      .filter({ hasText: `already in use, by “127.0.0.1:${port}” in the window` })
      .waitFor();
  });

  it('what was stopped is listed without a word, and what was removed stays away', async () => {
    const { workbench } = test;
    const [kept, other] = [await freePort(), await freePort()];
    for (const port of [kept, other]) {
      await workbench.start('Start TCP Server', port);
      await workbench.treeAction(workbench.treeItem(new RegExp(`${port}`)), 'Stop');
      await workbench.treeItem(new RegExp(`${port}, closed`)).waitFor();
      await workbench.runCommand('View: Close All Editors');
    }
    await workbench.treeAction(workbench.treeItem(new RegExp(`${other}`)), 'Remove');
    await workbench.treeItem(new RegExp(`${other}`)).waitFor({ state: 'detached' });
    await workbench.reload();
    await workbench.treeItem(new RegExp(`${kept}, closed`)).waitFor();
    await workbench.has(1, workbench.treeItem(/127\.0\.0\.1/));
    assert.equal(await workbench.notifications.count(), 0);
  });
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** All that stands in the logs of a session. */
async function written(session: string): Promise<string> {
  const names = await readdir(session, { recursive: true });
  const logs = names.filter(name => name.endsWith('.log'));
  return (await Promise.all(logs.map(name => readFile(join(session, name), 'latin1')))).join('');
}
