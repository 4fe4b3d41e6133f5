import assert from 'node:assert/strict';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('a message that stays incomplete', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: 400, height: 600 });
  const connect = clientsOfEachTest();
  const link = (name: string) => test.window.panel.getByRole('button', { name, exact: true });

  it('is reported in a narrow panel, shown on request, and no longer reported when it is complete', async () => {
    const { window } = test;
    const { panel } = window;
    const { id, port } = await window.openServer({ framing: 'u32be' });
    await window.openPanel(id);
    const socket = await connect(port);
    socket.write(Buffer.from('\0\0\x7b\x22abc', 'latin1'));
    const status = panel.getByRole('status').filter({ hasText: 'Incomplete message from' });
    await status.waitFor();
    await panel.getByText('31,522 bytes announced, 3 have arrived.').waitFor();
    const headline = await status.textContent();
    socket.write('de');
    await panel.getByText('31,522 bytes announced, 5 have arrived.').waitFor();
    assert.equal(await status.textContent(), headline);
    const show = link('Show What Came');
    await show.focus();
    await show.press('Enter');
    await window.done('showTextDocument');
    await link('Guess the Framing…').waitFor();
    const frame = await window.frame();
    assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await show.focus();
    socket.write(Buffer.alloc(31_522 - 5));
    await status.waitFor({ state: 'detached' });
    await window.focused(window.composer);
    assert.equal(await window.rows.filter({ hasText: 'abcde' }).count(), 1);
  });

  it('ends as a message when the framing is changed', async () => {
    const { window } = test;
    const { panel } = window;
    const { id, port } = await window.openServer({ framing: { line: 'lf' } });
    await window.openPanel(id);
    const [one, other] = [await connect(port), await connect(port)];
    for (const socket of [one, other]) socket.write('no end');
    await panel.getByText('6 bytes have arrived without the end of a line. 1 more client').waitFor();
    await link('Change Framing…').click();
    await window.pick('No framing');
    await panel.getByRole('status').filter({ hasText: 'Incomplete' }).waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'no end' }).nth(1).waitFor();
  });
});
