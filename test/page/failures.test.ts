/** An endpoint that can't open says why in its panel and in the tree, and offers a way out. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('an endpoint that fails', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer();
    await listen(0);
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => void server.close());

  async function listen(on: number): Promise<void> {
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
  }

  async function close(): Promise<void> {
    server.close();
    await once(server, 'close');
  }

  const state = (name: string) => test.window.panel.getByRole('img', { name, exact: true });
  const button = (name: string) => test.window.panel.getByRole('button', { name }).first();

  it('because its port is in use says so in the panel and in the tree, and opens on a free one', async () => {
    const { window } = test;
    await window.start('Start TCP Server', port);
    const sentence = `Cannot listen on 127.0.0.1:${port}: address already in use`;
    await window.panel.getByRole('alert').filter({ hasText: sentence }).waitFor();
    await window.tree.row(', failed, address already in use');
    assert.deepEqual(window.notifications, [], 'the panel already says so');
    await button('Use a Free Port').click();
    await state('open').waitFor();
    // The button is gone along with the banner.
    await window.composer.and(window.panel.locator(':focus')).waitFor();
    await client(await window.port());
  });

  it('because nothing is listening says so in the panel and in the tree, and connects when it is started again', async () => {
    const { window } = test;
    await close();
    await window.start('Connect to TCP Server', port);
    await window.panel.getByRole('alert').filter({ hasText: 'connection refused' }).waitFor();
    await window.tree.row(/, failed, .*connection refused/);
    await listen(port);
    await button('Try Again').click();
    await state('open').waitFor();
  });

  it('because nothing is listening yet keeps trying on request, by keyboard, and stops on request', async () => {
    const { window } = test;
    await close();
    await window.start('Connect to TCP Server', port);
    const trying = window.panel.getByRole('status').filter({ hasText: 'connection refused' });
    await button('Keep Trying').press('Enter');
    await trying.filter({ hasText: 'Trying again' }).waitFor();
    await window.tree.row('reconnecting');
    await trying.getByRole('button', { name: 'Stop Trying' }).press('Enter');
    await state('closed').waitFor();
    await button('Start').press('Enter');
    await trying.waitFor();
    await listen(port);
    await state('open').waitFor();
  });
});
