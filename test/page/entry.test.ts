import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Locator } from 'playwright-core';
import { eachInItsOwnPage } from './window.ts';

describe('one entry, looked at closely', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  let socket: Socket;

  beforeEach(async () => {
    await test.window.start('Start TCP Server', 0);
    socket = connect(await test.window.port(), '127.0.0.1');
    await once(socket, 'connect');
  });

  afterEach(() => socket.destroy());

  it('shows its bytes, the numbers in them and its JSON, and gives the focus back', async () => {
    const { window } = test;
    const { panel, page } = window;
    socket.write('{"id":12345678901234567890,"ok":true}');
    const row = window.rows.filter({ hasText: '1234567890123' });
    await inspect(row);
    const entry = panel.getByRole('region', { name: 'Entry' });
    await entry.getByRole('row').filter({ hasText: '7b226964' }).waitFor();
    await entry.getByText('31522', { exact: true }).first().waitFor();
    await entry.getByRole('radio', { name: 'JSON' }).click();
    await entry.getByText('"id": 12345678901234567890').waitFor();
    await page.keyboard.press('Escape');
    await entry.waitFor({ state: 'detached' });
    assert.ok(await row.evaluate(element => element.contains(document.activeElement)));
    await row.press('Enter');
    await entry.waitFor();
  });

  it('is copied as other languages write it, and follows the row that has the focus', async () => {
    const { window } = test;
    const { panel } = window;
    socket.write(Buffer.from([1, 2, 255]));
    await inspect(window.rows.filter({ hasText: '\\x01\\x02\\xff' }));
    await panel.getByRole('button', { name: 'Python' }).click();
    await panel.getByText('Copied', { exact: false }).first().waitFor();
    assert.equal(await window.clipboard(), String.raw`b'\x01\x02\xff'`);
    socket.write('another');
    await window.rows.filter({ hasText: 'another' }).click();
    await panel.getByRole('row').filter({ hasText: '616e6f74' }).waitFor();
  });

  it('is the way to what a bubble has no room for', async () => {
    const { window } = test;
    socket.write(Buffer.alloc(9000, 'x'));
    await window.panel.getByRole('button', { name: 'Show more' }).click();
    await window.panel.getByRole('button', { name: '4904 more bytes' }).click();
    await window.panel.getByRole('region', { name: 'Entry' }).getByText('9000 bytes', { exact: true }).waitFor();
    await window.panel.getByRole('row').filter({ hasText: '787878' }).first().waitFor();
  });
});

async function inspect(row: Locator): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: 'Inspect (Enter)' }).click();
}
