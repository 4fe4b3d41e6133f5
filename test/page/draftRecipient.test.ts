/** Recipients of a draft if other clients connect while it is being written. */
import assert from 'node:assert/strict';
import { clientsOfEachTest } from '../support/clients.ts';
import { peerChip, saidByOne } from '../support/panelScenes.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { eachInItsOwnPage } from './window.ts';

describe('a draft', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: 511 });
  const connect = clientsOfEachTest();
  const sendsTo = (text: string) =>
    test.window.panel
      .getByRole('combobox', { name: 'To', exact: true })
      .locator('option:checked', { hasText: text })
      .waitFor({ state: 'attached' });
  const all = () => test.window.panel.getByRole('button', { name: 'Change to All', exact: true });

  it('still goes only to the client it was begun for when another one connects, and says so', async () => {
    const { window } = test;
    const first = await saidByOne(window, connect, 'hello');
    const received = new ReceivedBytes(first);
    await window.composer.fill('for you alone');
    const second = new ReceivedBytes(await connect(await window.port()));
    await all().waitFor();
    await window.panel
      .getByRole('status')
      .filter({ hasText: `This message still goes only to :${first.localPort}.` })
      .waitFor();
    await sendsTo(`:${first.localPort}`);
    // The page remembers it when it is shown again.
    await window.hidePanel();
    window.showPanel();
    await all().waitFor();
    await window.composer.press('Enter');
    assert.equal(await received.take(13), 'for you alone');
    await window.panel.getByText(`Sent only to :${first.localPort}. The next message goes to both clients.`).waitFor();
    await sendsTo('both clients');
    await window.say('for both');
    assert.equal(await received.take(8), 'for both');
    assert.equal(await second.take(8), 'for both');
    assert.equal(second.left, 0);
  });

  it('goes to all clients after one click', async () => {
    const { window } = test;
    const received = new ReceivedBytes(await saidByOne(window, connect, 'hello'));
    await window.composer.fill('for you both');
    const second = new ReceivedBytes(await connect(await window.port()));
    await all().press('Enter');
    await window.composer.and(window.panel.locator(':focus')).waitFor();
    await sendsTo('both clients');
    await window.composer.press('Enter');
    assert.deepEqual([await received.take(12), await second.take(12)], ['for you both', 'for you both']);
  });

  it('goes only to the client it was begun for while the messages of all clients are shown', async () => {
    const { window } = test;
    const first = await saidByOne(window, connect, 'hello');
    await connect(await window.port());
    const port = first.localPort;
    await peerChip(window, `:${port}`).click();
    await window.composer.fill('for you alone');
    await peerChip(window, 'All').click();
    await all().waitFor();
    await sendsTo(`:${port}`);
    first.destroy();
    await window.panel.getByText(`127.0.0.1:${port} disconnected. Choose where to send.`).waitFor();
    await all().waitFor({ state: 'detached' });
  });
});
