/** A single peer in a server's panel: what is shown of it, and what can be done with it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the peers of a server', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  it('are shown alone, and receive the end of the stream when it is ended here', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    await window.panel.getByRole('button', { name: `:${socket.localPort}`, exact: true }).click();
    const ended = once(socket.resume(), 'end');
    await window.panel.getByRole('button', { name: 'End (send FIN)' }).click();
    await ended;
    await window.rows.filter({ hasText: 'disconnected by Portside' }).waitFor();
  });

  it('are awaited: the first one, and the next when that one has disconnected without sending anything', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const first = panel.getByText('Waiting for the first client.');
    await first.waitFor();
    const socket = await client(await window.port());
    await first.waitFor({ state: 'detached' });
    socket.destroy();
    await panel.getByText('Waiting for the next client.').waitFor();
    await window.hidePanel();
    window.showPanel();
    await panel.getByText('Waiting for the next client.').waitFor();
  });

  it('are awaited again in a cleared transcript, also after one that came and left without a word', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const hint = panel.getByText('Waiting for the next client.');
    const speaker = await client(port);
    speaker.end('hello');
    await window.rows.filter({ hasText: 'disconnected' }).waitFor();
    await hint.waitFor({ state: 'detached' });
    await window.pressAction('Endpoint', 'Clear Transcript');
    await hint.waitFor();
    (await client(port)).destroy();
    await window.rows.filter({ hasText: 'disconnected' }).waitFor();
    await hint.waitFor();
    await window.hidePanel();
    window.showPanel();
    await hint.waitFor();
    (await client(port)).end('again');
    await window.rows.filter({ hasText: 'again' }).waitFor();
    await hint.waitFor({ state: 'detached' });
  });

  it('are all shown when the one shown alone disconnects, and nothing is sent until another target is chosen', async () => {
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
    // It is kept while another page or the form is shown.
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await panel.getByLabel('Listen on').waitFor();
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await sendsNothing(obstacle);
    await window.hidePanel();
    window.showPanel();
    await line.waitFor();
    await sendsNothing(obstacle);
    await panel.getByRole('button', { name: 'Show Its Messages' }).click();
    await window.rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'I go' }).press('r');
    await panel.getByText(`${address} is no longer connected, so nothing was sent.`).waitFor();
    await panel.getByRole('button', { name: 'All', exact: true }).click();
    await window.rows.filter({ hasText: 'I stay' }).waitFor();
    await sendsNothing(obstacle);
    await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: `:${stays.localPort}` });
    const sent = once(stays, 'data');
    await window.composer.press('Enter');
    await sent;
    assert.equal(received, 'private');
  });

  it('have a menu on their chips to write to one or show it alone, and rows have one to inspect them', async () => {
    const { window } = test;
    const { panel, rows } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const [one, other] = [await talking(port, 'from one'), await talking(port, 'from the other')];
    const chip = panel.getByRole('button', { name: `:${other.localPort}`, exact: true });
    await window.runOnRow(chip, 'peer.write');
    const to = panel.getByRole('combobox', { name: 'To' });
    await to.locator('option:checked', { hasText: `:${other.localPort}` }).waitFor({ state: 'attached' });
    await window.composer.and(panel.locator(':focus')).waitFor();
    await rows.filter({ hasText: 'from one' }).waitFor();
    await window.runOnRow(chip, 'showOnlyPeer');
    await rows.filter({ hasText: 'from one' }).waitFor({ state: 'detached' });
    await window.runOnRow(chip, 'peer.showAll');
    await window.chooseFromRow(rows.filter({ hasText: 'from one' }), 'inspect');
    await panel.getByRole('region', { name: 'Entry' }).waitFor();
    const closed = once(one.resume(), 'close');
    await window.runOnRow(panel.getByRole('button', { name: `:${one.localPort}`, exact: true }), 'disconnect');
    await closed;
  });

  /** Connects a client, and resolves when its first message is in the panel. */
  async function talking(port: number, text: string): Promise<Socket> {
    const socket = await client(port);
    socket.write(text);
    await test.window.rows.filter({ hasText: text }).waitFor();
    return socket;
  }

  it('are followed by the next one on request: the panel waits, keeps the draft, and shows the next that connects', async () => {
    const { window } = test;
    const { panel, rows } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const first = await talking(port, 'first run');
    const address = `127.0.0.1:${first.localPort}`;
    await panel.getByRole('button', { name: `:${first.localPort}`, exact: true }).click();
    await window.composer.fill('hello again');
    first.destroy();
    await panel.getByText('Showing all clients.').waitFor();
    await panel.getByRole('button', { name: 'Follow Next Client', exact: true }).click();
    await panel.getByText(`${address} disconnected. Waiting for the next client…`).waitFor();
    await rows.filter({ hasText: 'first run' }).waitFor();
    const second = await talking(port, 'second run');
    await panel.getByText('Waiting for the next client…').waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'first run' }).waitFor({ state: 'detached' });
    const toggle = (pressed: boolean) => panel.getByRole('button', { name: /^Follow Next Client:/, pressed });
    for (const pressed of [false, true]) {
      await window.runCommand('Portside: Toggle Follow Next Client');
      await toggle(pressed).waitFor();
    }
    await window.composerHolds('hello again');
    const to = panel.getByRole('combobox', { name: 'To' });
    await to.locator('option:checked', { hasText: `:${second.localPort}` }).waitFor({ state: 'attached' });
    const received = once(second, 'data');
    await window.composer.press('Enter');
    assert.equal(String((await received)[0]), 'hello again');
    await window.extension.run('renamePeer', { endpoint: endpointId(), peer: 'p2', name: 'sensor' });
    // The choice is remembered, and also applies to a client that connected and disconnected while the page was hidden.
    // That one gets the name, too.
    await window.hidePanel();
    second.destroy();
    const third = await client(port);
    const thirdAddress = `127.0.0.1:${third.localPort}`;
    third.end('third run');
    await once(third.resume(), 'close');
    window.showPanel();
    await rows.filter({ hasText: 'third run' }).waitFor();
    await panel.getByText(`sensor (${thirdAddress}) disconnected. Waiting for the next client…`).waitFor();
    await panel.getByRole('button', { name: 'Show All Clients' }).click();
    await rows.filter({ hasText: 'first run' }).waitFor();
  });

  it('are shown alone long after they disconnected: from the bars, by key, from the menu of a row and of the tree', async () => {
    const { window } = test;
    const { panel, rows } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const gone = await talking(port, 'I go');
    const goneAt = `127.0.0.1:${gone.localPort}`;
    const label = new RegExp(`^:${gone.localPort}, until `);
    gone.destroy();
    await rows.filter({ hasText: 'disconnected' }).waitFor();
    await talking(port, 'I stay');
    const alone = async (show: () => Promise<unknown>) => {
      await show();
      await rows.filter({ hasText: 'I stay' }).waitFor({ state: 'detached' });
      await rows.filter({ hasText: 'I go' }).waitFor();
      await panel.getByTitle(`${goneAt} (disconnected)`).waitFor();
      await panel.getByRole('button', { name: 'All', exact: true }).click();
      await rows.filter({ hasText: 'I stay' }).waitFor();
    };
    const choose = async (list: Locator) => {
      const value = await list.getByRole('option', { name: label }).getAttribute('value');
      await list.selectOption(value);
    };
    await alone(() => choose(panel.getByRole('combobox', { name: 'Disconnected' })));
    await alone(() => rows.filter({ hasText: 'I go' }).press('o'));
    await alone(() => window.runOnRow(rows.filter({ hasText: 'disconnected' }), 'showOnlyPeer'));
    await panel.getByRole('button', { name: 'Filter' }).click();
    await alone(() => choose(panel.getByRole('combobox', { name: 'Client', exact: true })));
    await alone(async () => {
      const [row] = await window.tree.below(await window.tree.row('Disconnected'));
      assert.ok(row?.text.startsWith(`${goneAt}, `), row?.text);
      await window.extension.run('showOnlyPeer', row?.node);
    });
    await alone(async () => {
      await window.closePanels();
      await window.extension.run('showOnlyPeer', { endpoint: endpointId(), peer: 'p1' });
    });
  });

  it('have the names that the user gives them, and are distinguishable in a list even with the same name', async () => {
    const { window } = test;
    const { panel, rows } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const [one, other] = [await talking(port, 'from one'), await talking(port, 'from the other')];
    const otherAt = `127.0.0.1:${other.localPort}`;
    void window.runOnRow(rows.filter({ hasText: 'from one' }), 'renamePeer');
    await window.answer(`Name for the client 127.0.0.1:${one.localPort}.`, 'sensor');
    await rows.filter({ hasText: 'from one' }).getByText('sensor', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'sensor', exact: true }).waitFor();
    const { node } = await window.tree.row(otherAt);
    const renamed = window.extension.run('renamePeer', { ...(node as object), name: 'sensor' });
    await panel.getByRole('button', { name: `sensor (:${other.localPort})`, exact: true }).click();
    await renamed;
    await window.tree.row('sensor');
    other.destroy();
    await panel.getByText(`sensor (${otherAt}) disconnected. Showing all clients.`).waitFor();
    await window.extension.run('renamePeer', { endpoint: endpointId(), peer: 'p1', name: '' });
    await panel.getByRole('button', { name: `:${one.localPort}`, exact: true }).waitFor();
    // By its number, the sixth would get the first one's color, which is taken.
    for (let number = 3; number <= 5; number++) (await client(port)).destroy();
    const sixth = await talking(port, 'from the sixth');
    const colorOf = (text: string) =>
      rows
        .filter({ hasText: text })
        .locator('.peer-name')
        .first()
        .evaluate(name => getComputedStyle(name).color);
    await panel.getByRole('button', { name: `:${sixth.localPort}`, exact: true }).waitFor();
    assert.notEqual(await colorOf('from one'), await colorOf('from the sixth'));
  });

  it('support the keys of their menus in the list of many, too', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const clients: Socket[] = [];
    for (let count = 0; count < 9; count++) clients.push(await client(port));
    const goes = clients[4] ?? assert.fail('no fifth peer');
    await panel.getByRole('button', { name: 'Show messages for: All clients (9)' }).click();
    const find = panel.getByRole('combobox', { name: 'Find by name or address' });
    await find.fill(String(goes.localPort));
    await find.press('Control+c');
    await window.copied(`127.0.0.1:${goes.localPort}`);
    await find.press('F2');
    await window.answer(`Name for the client 127.0.0.1:${goes.localPort}.`, 'sensor');
    await panel.getByRole('button', { name: 'Show messages for: All clients (9)' }).click();
    await find.fill('sensor');
    const closed = once(goes.resume(), 'close');
    await find.press('Delete');
    await closed;
  });

  function endpointId(): string {
    return test.window.extension.api.endpoints[0]?.id ?? assert.fail('no endpoint');
  }

  async function sendsNothing(obstacle: string): Promise<void> {
    const { window } = test;
    await window.panel.getByRole('button', { name: 'Send', disabled: true }).waitFor();
    for (const key of ['Enter', 'Alt+1']) {
      await window.composer.press(key);
      await window.panel.getByRole('alert').filter({ hasText: obstacle }).waitFor();
    }
    await window.composerHolds('private');
  }

  it('are found by typing if there are many, including those that the page does not list', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const sockets: Socket[] = [];
    // More than the page requests unless the user searches.
    for (let batch = 0; batch < 11; batch++)
      sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => client(port)))));
    const last = sockets[sockets.length - 1]?.localPort;
    await panel.getByRole('button', { name: 'Show messages for: All clients (1,100)' }).click();
    const find = panel.getByRole('combobox', { name: 'Find by name or address' });
    await find.and(panel.locator(':focus')).waitFor();
    await panel.getByText('1,000 more. Type to narrow the list.').waitFor();
    await find.fill(`:${last}`);
    await panel.getByRole('option', { name: `127.0.0.1:${last}`, selected: true }).waitFor();
    await find.press('Enter');
    const shown = panel.getByRole('button', { name: `Show messages for: :${last}` });
    await shown.and(panel.locator(':focus')).waitFor();
    await shown.press('Enter');
    await find.press('Enter');
    await panel.getByRole('button', { name: 'Show messages for: All clients (1,100)' }).waitFor();
    await panel.getByRole('button', { name: /^To: / }).press('Enter');
    await panel.getByRole('option', { name: 'all clients (1,100)' }).click();
    await panel.getByRole('button', { name: 'To: all clients (1,100)' }).press('Enter');
    await find.fill(`:${last}`);
    await panel.getByRole('option', { name: `127.0.0.1:${last}`, selected: true }).click();
    await panel.getByRole('button', { name: `To: :${last}` }).waitFor();
    const received = once(sockets[sockets.length - 1] ?? assert.fail(), 'data');
    await window.say('for you alone');
    assert.equal(String((await received)[0]), 'for you alone');
  });

  it('that haven’t connected yet can’t be written to, which the panel says until one connects', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await window.panel.getByText('No client connected.').waitFor();
    await window.composer.fill('hello?');
    await window.composer.press('Enter');
    const alert = window.panel.getByRole('alert').filter({ hasText: 'No client connected.' });
    await alert.waitFor();
    await window.composerHolds('hello?');
    const socket = connect(await window.port(), '127.0.0.1');
    await alert.waitFor({ state: 'detached' });
    await window.composer.and(window.panel.locator('[aria-invalid=false]')).waitFor();
    socket.destroy();
  });
});
