import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Locator } from 'playwright-core';
import type { QuickPickItem } from 'vscode';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the framing in the form', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const field = (label: string): Locator => test.window.panel.getByLabel(label, { exact: true });
  const focused = (control: Locator) => control.and(test.window.panel.locator(':focus')).waitFor();
  const hex = (text: string) => test.window.panel.locator('.wire-hex').getByText(text, { exact: true });

  async function edit(config: object = {}): Promise<void> {
    const { window } = test;
    await window.extension.run('startTcpServer', config);
    await window.openPanel();
    await window.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await field('Framing').waitFor();
  }

  it('is chosen, set and applied by keyboard', async () => {
    const { window } = test;
    const { keyboard } = window.page;
    await edit();
    await field('Framing').focus();
    await keyboard.type('length p');
    await field('Length format').waitFor();
    await keyboard.press('Tab');
    await focused(field('Length format'));
    await keyboard.type('decimal digits u');
    await keyboard.press('Tab');
    await focused(field('Length ends with'));
    await keyboard.press('Control+a');
    await keyboard.type(' ');
    await hex('35 20 68 65 6c 6c 6f').waitFor();
    for (const label of ['Length ends with format', 'More length options']) {
      await keyboard.press('Tab');
      await focused(
        label === 'More length options' ? window.panel.locator('summary', { hasText: label }) : field(label),
      );
    }
    await keyboard.press('Enter');
    for (let tabs = 0; tabs < 4; tabs++) await keyboard.press('Tab');
    await focused(field('Trailer'));
    await keyboard.type('\\n');
    await hex('35 20 68 65 6c 6c 6f 0a').waitFor();
    await keyboard.press('Control+s');
    await window.panel.getByText('Changes applied.').waitFor();
    await keyboard.press('Escape');
    await window.composer.waitFor();
    const socket = await client(await window.port());
    socket.write('3 one\n5 again\n');
    for (const text of ['one', 'again']) await window.rows.filter({ hasText: text }).first().waitFor();
  });

  it('has problems below their fields, which links lead to, even in a collapsed section', async () => {
    const { window } = test;
    const { panel } = window;
    await edit({ framing: { lengthPrefix: { bytes: 2, endian: 'big' } } });
    const more = panel.getByText('More length options');
    await more.click();
    await field('Bytes before the length').fill('2000');
    await panel.getByRole('alert').filter({ hasText: 'Must be at most 1024' }).waitFor();
    await field('Trailer').fill('\\q');
    await panel.getByText('Fix 2 problems to apply changes.').waitFor();
    const described = await field('Trailer').evaluate(input =>
      (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map(id => document.getElementById(id)?.textContent)
        .join(),
    );
    assert.match(described, /\\q.*Bytes after each message/s);
    await more.click();
    await field('Trailer').waitFor({ state: 'hidden' });
    await panel.locator('.form-problems').getByRole('button').last().click();
    await focused(field('Bytes before the length'));
  });

  it('restores what was typed for another type, and after the page was hidden', async () => {
    const { window } = test;
    await edit();
    await field('Framing').selectOption('Start and end');
    await field('Start of message').fill('0b');
    await field('End of message').fill('1c 0d');
    await hex('0b 68 65 6c 6c 6f 1c 0d').waitFor();
    await field('Framing').selectOption('Protocol or number format');
    await window.panel.getByText('An HL7 message between 0b and 1c 0d.').waitFor();
    await field('Protocol or format').selectOption('MQTT');
    await window.panel.getByText('A packet: its type').waitFor();
    await window.hidePanel();
    window.showPanel();
    await field('Framing').selectOption('Start and end');
    await window.holds(field('End of message'), '1c 0d');
  });

  it('can be different for sending', async () => {
    const { window } = test;
    const { panel } = window;
    await edit({ framing: { line: 'lf' } });
    await field('Different framing for sending').check();
    const sending = panel.getByRole('group', { name: 'Framing for sending', exact: true });
    await panel.getByRole('combobox', { name: 'Framing for sending' }).selectOption('Delimiter');
    await sending.getByLabel('Delimiter', { exact: true }).fill('');
    await panel.locator('.form-problems').getByRole('button', { name: 'Framing for sending' }).click();
    await focused(sending.getByLabel('Delimiter', { exact: true }));
    await window.page.keyboard.type('||');
    await hex('68 65 6c 6c 6f 7c 7c').waitFor();
    await hex('68 65 6c 6c 6f 0a').waitFor();
    await window.page.keyboard.press('Control+s');
    await panel.getByText('Changes applied.').waitFor();
    await window.page.keyboard.press('Escape');
    const socket = await client(await window.port());
    socket.write('a line\n');
    await window.rows.filter({ hasText: 'a line' }).first().waitFor();
    const answer = once(socket, 'data');
    await window.say('pong');
    assert.equal(String((await answer)[0]), 'pong||');
  });

  it('is where Edit in Form… leads to', async () => {
    const { window } = test;
    await edit({ framing: 'mqtt' });
    await window.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await window.panel.getByRole('button', { name: /^Framing: MQTT/ }).click();
    const question = await window.question('How should the stream be split');
    question.answer((question.items as QuickPickItem[]).find(({ label }) => label === 'Edit in Form…'));
    await focused(field('Framing'));
    await field('Protocol or format').waitFor();
  });
});
