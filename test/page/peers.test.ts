/** What the panel of a server shows and does for one of its peers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the peers of a server', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  it('are shown alone, and hear the end of the connection when it is ended here', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    await window.panel.getByRole('button', { name: `:${socket.localPort}`, exact: true }).click();
    const ended = once(socket.resume(), 'end');
    await window.panel.getByRole('button', { name: /^End:/ }).click();
    await ended;
    await window.rows.filter({ hasText: 'closed' }).waitFor();
  });

  it('are all shown when the only one shown goes, and nothing is sent until another target is chosen', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const [goes, stays] = [await client(port), await client(port)];
    let received = '';
    stays.on('data', chunk => {
      received += chunk;
    });
    stays.write('I stay');
    goes.write('I go');
    await window.rows.filter({ hasText: 'I stay' }).waitFor();
    await panel.getByRole('button', { name: `:${goes.localPort}`, exact: true }).click();
    await window.rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'I go' }).waitFor();
    await window.composer.fill('private');
    const address = `127.0.0.1:${goes.localPort}`;
    goes.destroy();
    const line = panel.getByText(`${address} disconnected. Showing all clients.`);
    const obstacle = `${address} disconnected. Choose where to send.`;
    await line.waitFor();
    await window.rows.filter({ hasText: 'I stay' }).waitFor();
    await panel.getByText(obstacle).waitFor();
    await sendsNothing(obstacle);
    // Neither another page, nor the form, forgets it.
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await panel.getByLabel('Listen on').waitFor();
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await sendsNothing(obstacle);
    window.hidePanel();
    window.showPanel();
    await line.waitFor();
    await sendsNothing(obstacle);
    await panel.getByRole('button', { name: 'Show Its Messages' }).click();
    await window.rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'I go' }).press('r');
    await panel.getByText(`${address} is not connected any more, so nothing was sent.`).waitFor();
    await panel.getByRole('button', { name: 'All', exact: true }).click();
    await window.rows.filter({ hasText: 'I stay' }).waitFor();
    await sendsNothing(obstacle);
    await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: `:${stays.localPort}` });
    const sent = once(stays, 'data');
    await window.composer.press('Enter');
    await sent;
    assert.equal(received, 'private');
  });

  async function sendsNothing(obstacle: string): Promise<void> {
    const { window } = test;
    await window.panel.getByRole('button', { name: 'Send', disabled: true }).waitFor();
    for (const key of ['Enter', 'Alt+1']) {
      await window.composer.press(key);
      await window.panel.getByRole('alert').filter({ hasText: obstacle }).waitFor();
    }
    await window.composerHolds('private');
  }

  it('are found by typing where there are many, also those that the page does not list', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const sockets: Socket[] = [];
    // More than the page asks for while nobody looks for one.
    for (let batch = 0; batch < 11; batch++)
      sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => client(port)))));
    const last = sockets[sockets.length - 1]?.localPort;
    await panel.getByRole('button', { name: 'Show the messages of: All 1100 clients' }).click();
    const find = panel.getByRole('combobox', { name: 'Find by address or port' });
    await find.and(panel.locator(':focus')).waitFor();
    await panel.getByText('1,000 more. Type to narrow the list.').waitFor();
    await find.fill(`:${last}`);
    await panel.getByRole('option', { name: `127.0.0.1:${last}`, selected: true }).waitFor();
    await find.press('Enter');
    const shown = panel.getByRole('button', { name: `Show the messages of: :${last}` });
    await shown.and(panel.locator(':focus')).waitFor();
    await shown.press('Enter');
    await find.press('Enter');
    await panel.getByRole('button', { name: 'Show the messages of: All 1100 clients' }).waitFor();
  });

  it('that are not there yet cannot be written to, which the panel says', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await window.panel.getByText('No client connected.').waitFor();
    await window.composer.fill('hello?');
    await window.composer.press('Enter');
    await window.panel.getByRole('alert').filter({ hasText: 'No client connected.' }).waitFor();
    await window.composerHolds('hello?');
  });
});
