import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('a config applied from the form', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  async function answer(socket: Socket, message: string): Promise<string> {
    socket.write(message);
    return (await once(socket, 'data'))[0].toString('latin1');
  }

  it('applies to a client that stays connected, from its next message on', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    await window.rows.filter({ hasText: 'connected' }).waitFor();
    await window.edit({ reply: [{ when: { text: 'ping' }, send: 'old' }] });
    assert.equal(await answer(socket, 'ping'), 'old');
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    const rule = panel.getByRole('listitem').first();
    await rule.getByLabel('Reply', { exact: true }).fill('new');
    await panel.getByRole('button', { name: 'Apply', exact: true }).click();
    await window.composer.waitFor();
    assert.equal(await answer(socket, 'ping'), 'new');
    await window.rows.filter({ hasText: 'settings changed: replies' }).nth(1).waitFor();
    assert.equal(await window.rows.filter({ hasText: 'listening' }).count(), 1);
  });

  it('shows existing messages in the new encoding, without a restart', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write(Buffer.from('gr\xfcn', 'latin1'));
    await window.rows.filter({ hasText: 'gr\\xfcn' }).waitFor();
    await window.edit({ encoding: 'latin1' });
    await window.rows.filter({ hasText: 'grün' }).waitFor();
    await window.rows.filter({ hasText: 'settings changed: encoding' }).waitFor();
    assert.equal(socket.destroyed, false);
  });
});
