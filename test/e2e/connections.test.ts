/** The tree and the panel's header, by mouse. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eachInItsOwnWindow } from './window.ts';

describe('the connections tree', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();

  async function serverWithClient(): Promise<Socket> {
    await test.workbench.start('Start TCP Server', 0);
    const socket = connect(await test.workbench.port(), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  it('begins with buttons, and a server is one press and Enter away', async () => {
    const { workbench } = test;
    await workbench.tree.getByRole('button', { name: 'Start TCP Server' }).last().click();
    await workbench.question('Start TCP Server').waitFor();
    await workbench.confirm();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    await workbench.treeItem(/TCP server 127\.0\.0\.1:\d+, open/).waitFor();
  });

  it('shows peers, disconnects one, stops, starts again, removes', async () => {
    const { workbench } = test;
    const socket = await serverWithClient();
    const closed = once(socket, 'close');
    const peer = workbench.treeItem(`127.0.0.1:${socket.localPort}`);
    await peer.waitFor();
    await workbench.treeAction(peer, 'Disconnect Peer');
    await closed;
    await peer.waitFor({ state: 'detached' });
    const endpoint = workbench.treeItem(/TCP server/);
    await workbench.treeAction(endpoint, 'Stop');
    await workbench.treeItem(/TCP server .*, closed/).waitFor();
    await workbench.treeAction(endpoint, 'Start Again');
    await workbench.treeItem(/TCP server .*, open/).waitFor();
    await workbench.treeAction(endpoint, 'Stop');
    await workbench.treeAction(endpoint, 'Remove');
    await endpoint.waitFor({ state: 'detached' });
    await workbench.tree.getByRole('button', { name: 'Connect to TCP Server' }).last().waitFor();
  });

  it('ends a peer’s connection from the panel, which then hears its end', async () => {
    const { workbench } = test;
    const socket = await serverWithClient();
    await workbench.panel.getByRole('button', { name: `:${socket.localPort}`, exact: true }).click();
    const ended = once(socket.resume(), 'end');
    await workbench.panel.getByRole('button', { name: /^End:/ }).click();
    await ended;
    await workbench.rows.filter({ hasText: 'closed' }).waitFor();
  });

  it('recalls what was sent with the arrow key, and keeps a draft', async () => {
    const { workbench } = test;
    await serverWithClient();
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
    await workbench.say('first');
    await workbench.rows.filter({ hasText: 'first' }).waitFor();
    await workbench.composer.fill('a draft');
    await workbench.composer.press('ArrowUp');
    await workbench.composerHolds('first');
    await workbench.composer.press('ArrowDown');
    await workbench.composerHolds('a draft');
  });

  it('shows all when the client that it shows alone goes, and sends nothing until another target is chosen', async () => {
    const { workbench } = test;
    const { panel } = workbench;
    const goes = await serverWithClient();
    const port = await workbench.port();
    const stays = connect(port, '127.0.0.1');
    let received = '';
    stays.on('data', chunk => {
      received += chunk;
    });
    stays.write('I stay');
    goes.write('I go');
    await workbench.rows.filter({ hasText: 'I stay' }).waitFor();
    await panel.getByRole('button', { name: `:${goes.localPort}`, exact: true }).click();
    await workbench.rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
    await workbench.composer.fill('private');
    const address = `127.0.0.1:${goes.localPort}`;
    goes.destroy();
    const line = panel.getByText(`${address} disconnected. Showing all clients.`);
    const obstacle = `${address} disconnected. Choose whom to send to.`;
    const sendsNothing = async () => {
      await panel.locator('vscode-button[type=submit][disabled]').waitFor();
      for (const key of ['Enter', 'Alt+1']) {
        await workbench.composer.press(key);
        await panel.getByRole('alert').filter({ hasText: obstacle }).waitFor();
      }
      await workbench.composerHolds('private');
    };
    await line.waitFor();
    await workbench.rows.filter({ hasText: 'I stay' }).waitFor();
    await panel.getByText(obstacle).waitFor();
    await sendsNothing();
    // Neither another page, nor the form, forgets it.
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await panel.getByLabel('Listen on').waitFor();
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await sendsNothing();
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.runCommand('Portside: Open Panel');
    await line.waitFor();
    await sendsNothing();
    await panel.getByRole('button', { name: 'Show Its Messages' }).click();
    await workbench.rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
    await workbench.rows.filter({ hasText: 'I go' }).press('r');
    await panel.getByText(`${address} is not connected any more, so nothing was sent.`).waitFor();
    await panel.getByRole('button', { name: 'All', exact: true }).click();
    await workbench.rows.filter({ hasText: 'I stay' }).waitFor();
    await sendsNothing();
    await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: `:${stays.localPort}` });
    const sent = once(stays, 'data');
    await workbench.composer.press('Enter');
    await sent;
    assert.equal(received, 'private');
    stays.destroy();
  });

  it('is used by keyboard alone: write, read, copy', async () => {
    const { workbench } = test;
    const socket = await serverWithClient();
    socket.write('copy me');
    await workbench.rows.filter({ hasText: 'copy me' }).waitFor();
    await workbench.runCommand('Portside: Open Panel');
    await workbench.panel.locator('textarea:focus').waitFor();
    const heard = once(socket, 'data');
    await workbench.composer.fill('typed at once');
    await workbench.composer.press('Enter');
    assert.equal(String((await heard)[0]), 'typed at once');
    const list = workbench.panel.getByRole('list', { name: 'Transcript' });
    while (!(await list.evaluate(element => element === document.activeElement))) {
      await workbench.page.keyboard.press('Shift+Tab');
    }
    await workbench.page.keyboard.press('End');
    await workbench.panel.locator('[role=listitem]:focus', { hasText: 'typed at once' }).waitFor();
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.panel.locator('[role=listitem]:focus', { hasText: 'copy me' }).waitFor();
    await workbench.page.keyboard.press('ControlOrMeta+C');
    await workbench.page.waitForFunction(async () => (await navigator.clipboard.readText()) === 'copy me');
    socket.destroy();
  });

  it('follows the newest row until the user scrolls up', async () => {
    const { workbench } = test;
    const socket = await serverWithClient();
    const lines = (from: number) => Array.from({ length: 200 }, (_, at) => `row ${from + at}`).join('\n');
    await workbench.edit({ framing: { line: 'lf' } });
    await workbench.runCommand('Portside: Open Panel');
    const again = connect(await workbench.port(), '127.0.0.1');
    again.write(`${lines(0)}\n`);
    await workbench.rows.filter({ hasText: 'row 199' }).waitFor();
    await workbench.rows.filter({ hasText: 'row 199' }).hover();
    await workbench.page.mouse.wheel(0, -2000);
    await workbench.rows.filter({ hasText: 'row 199' }).waitFor({ state: 'detached' });
    again.write(`${lines(200)}\n`);
    await workbench.panel.getByRole('button', { name: '200 new' }).click();
    await workbench.rows.filter({ hasText: 'row 399' }).waitFor();
    again.destroy();
    socket.destroy();
  });
});
