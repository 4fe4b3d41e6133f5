/**
 * VS Code's part of a conversation in a panel: a row's menu, the diff editor, lists, dialogs, and other tabs in front
 * of it.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { listedNotification } from './notificationList.ts';
import { oneAfterTheOther } from './window.ts';

describe('a conversation', function () {
  this.timeout(120_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();
  let socket: Socket;
  let received: ReceivedBytes;

  beforeEach(async () => {
    await test.workbench.start('Start TCP Server', 0);
    socket = await client(await test.workbench.port());
    received = new ReceivedBytes(socket);
    await test.workbench.rows.filter({ hasText: 'connected' }).waitFor();
  });

  it('is edited and sent again, compared and exported from its rows', async () => {
    const { workbench, folder } = test;
    const { page, panel } = workbench;
    for (const text of ['two\r\nlines', 'another message']) {
      socket.write(text);
      await workbench.rows.filter({ hasText: text.slice(-5) }).waitFor();
    }
    // At the start of the row, where every row has content.
    const choose = (text: string, action: string) =>
      workbench.chooseFromMenu(workbench.rows.filter({ hasText: text }), action, { x: 40, y: 10 });
    await choose('lines', 'Edit and Send');
    await workbench.composerHolds('two\\r\nlines');
    await workbench.focused(workbench.composer);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.keyboard.press('Enter');
    assert.equal(await received.take(11), 'two\r\nlines!');

    await choose('lines!', 'Select for Compare');
    await panel.getByText('Selected. To compare, press D on another row or choose “Compare').waitFor();
    const other = workbench.rows.filter({ hasText: 'another message' });
    await other.hover();
    await other.getByRole('button', { name: /^More/ }).click();
    await workbench.choose('Compare with Selected');
    await page.getByRole('tab', { name: '↔' }).waitFor();
    const diff = page.locator('.monaco-diff-editor');
    await diff.locator('.original .view-line', { hasText: 'lines!' }).first().waitFor();
    await diff.locator('.modified .view-line', { hasText: 'another message' }).first().waitFor();

    await workbench.openPanel();
    const name = `127.0.0.1-${await workbench.port()}.bin`;
    await panel.getByRole('button', { name: 'Export…' }).click();
    await workbench.pick('Received Bytes');
    await page.waitForFunction(
      wanted => [...document.querySelectorAll('input')].some(({ value }) => value.endsWith(wanted)),
      name,
    );
    await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await listedNotification(workbench, 'Exported');
    assert.equal(await readFile(join(folder, name), 'latin1'), 'two\r\nlinesanother message');
  });

  it('continues with saved messages from a list, and repeats one behind another tab', async () => {
    const { workbench } = test;
    const { page, panel } = workbench;
    const button = (name: string | RegExp) => panel.getByRole('button', { name });
    await panel.getByRole('radio', { name: 'Hex' }).click();
    await workbench.composer.fill('01 02 03');
    await button('Save Message…').click();
    await workbench.answer('Save Message', 'probes/first');
    await workbench.pick('For 127.0.0.1');
    await panel.getByRole('radio', { name: 'Text' }).click();
    await button(/^Saved Messages/).click();
    const item = page.locator('.quick-input-list .monaco-list-row', { hasText: 'first' });
    await item.hover();
    await item.getByRole('button', { name: 'Send Now' }).click();
    assert.equal(await received.take(3), '\x01\x02\x03');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'first' }).click();
    await workbench.composerHolds('01 02 03');
    await workbench.focused(workbench.composer);
    await panel.getByRole('radio', { name: 'Hex', checked: true }).waitFor();

    await button('Repeat').click();
    const repeat = panel.getByRole('group', { name: 'Repeat' });
    await repeat.getByRole('spinbutton', { name: 'Interval (ms)' }).fill('5');
    await repeat.getByRole('button', { name: 'Start' }).click();
    await repeat.getByRole('button', { name: 'Stop' }).waitFor();
    // Another tab hides the page and destroys it; the repetition continues.
    await workbench.runCommand('Portside: Show Saved Messages (JSON)');
    await page.locator('.editor-instance .view-line', { hasText: '"messages"' }).waitFor();
    await received.take(received.left + 300);
    await workbench.openPanel();
    await repeat.getByRole('button', { name: 'Stop' }).click();
    await repeat.getByRole('button', { name: 'Start' }).waitFor();
    await repeat
      .getByRole('note')
      .filter({ hasText: /^\d+ sent/ })
      .waitFor();
  });
});
