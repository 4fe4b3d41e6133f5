/** The menus of the icons that don't fit into the bars of a narrow panel. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { peerChip, saidByOne } from '../support/panelScenes.ts';
import { eachInItsOwnPage } from './window.ts';

/** Page width in px at which some of the transcript's icons fit. */
const width = 330;
const height = 600;

describe('the icon menus of a narrow panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width, height });
  const connect = clientsOfEachTest();

  const toolbar = (name: string) => test.window.panel.getByRole('toolbar', { name, exact: true });
  const more = (bar: string) => toolbar(bar).getByRole('button', { name: 'More Actions…' });
  const menu = () => test.window.panel.getByRole('menu', { name: 'More Actions…' });
  const item = (name: string | RegExp) => menu().getByRole('menuitem', { name });
  const hasFocus = (part: Locator) => part.and(test.window.panel.locator(':focus')).waitFor();

  it('take the icons that don’t fit, and work by keyboard', async () => {
    const { window } = test;
    const { page } = window;
    await window.start('Start TCP Server', 0);
    await toolbar('Endpoint').getByRole('button', { name: 'Stop' }).waitFor();
    await toolbar('Transcript').getByRole('button', { name: 'Filter' }).waitFor();
    await more('Transcript').press('Enter');
    await hasFocus(menu().locator('[role^="menuitem"]').first());
    await page.keyboard.press('ArrowUp');
    await hasFocus(item('Export…'));
    await page.keyboard.press('t');
    await hasFocus(menu().getByRole('menuitemcheckbox', { name: 'Transfers' }));
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'hidden' });
    await hasFocus(more('Transcript'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('v');
    await hasFocus(menu().getByRole('menuitemcheckbox', { name: 'Video', checked: false }));
    await page.keyboard.press('Enter');
    await window.panel.getByRole('region', { name: 'Video' }).waitFor();
    await hasFocus(more('Transcript'));
    await page.keyboard.press('ArrowUp');
    await hasFocus(item('Export…'));
    await page.keyboard.press('Home');
    await hasFocus(menu().locator('[role^="menuitem"]').first());
    await menu().getByRole('menuitemcheckbox', { name: 'Video', checked: true }).waitFor();
    await page.keyboard.press('Tab');
    await menu().waitFor({ state: 'hidden' });
    // The icons leave the bar first.
    await window.edit({ framing: { lengthPrefix: { bytes: 2, endian: 'big' } } });
    await window.panel.getByText('u16 BE', { exact: true }).waitFor();
  });

  it('also say what an item sends', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 200, height });
    const { localPort } = await saidByOne(window, connect, 'hello');
    await peerChip(window, `:${localPort}`).click();
    await more('Client').click();
    const disconnect = item('Disconnect');
    const help = await disconnect.getAttribute('aria-description');
    assert.match(help ?? '', /sends FIN and stops receiving/);
    assert.equal(await disconnect.getAttribute('title'), help);
  });

  it('close on a click elsewhere, or when their icons fit', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await more('Transcript').click();
    await menu().waitFor();
    await window.composer.click();
    await menu().waitFor({ state: 'hidden' });
    await hasFocus(window.composer);
    await more('Transcript').click();
    await more('Transcript').click();
    await menu().waitFor({ state: 'hidden' });
    await more('Transcript').click();
    await window.page.setViewportSize({ width: width + 20, height });
    await item('Export…').waitFor();
    await window.page.setViewportSize({ width: 1400, height });
    await menu().waitFor({ state: 'hidden' });
  });

  it('stay beside their button while icons move in and out', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 240, height });
    await saidByOne(window, connect, 'hello');
    await connect(await window.port());
    await window.panel.getByRole('combobox', { name: 'To' }).filter({ hasText: 'both clients' }).waitFor();
    await more('Message').click();
    const frame = await window.frame();
    for (const [wide, count] of [
      [240, 4],
      [300, 2],
      [240, 4],
    ] as const) {
      await window.page.setViewportSize({ width: wide, height });
      await window.has(count, menu().locator('[role^="menuitem"]'));
      await frame.waitForFunction(() => {
        const box = (part: string) => document.querySelector(`.composer ${part}`)?.getBoundingClientRect();
        const [popup, button] = [box('.popup.menu'), box('portside-menu-button button')];
        const isBeside = Math.abs((popup?.bottom ?? 0) - (button?.top ?? 0)) < 4;
        return isBeside && (popup?.right ?? 0) <= innerWidth - 4 && (popup?.right ?? 0) >= (button?.right ?? 0) - 4;
      });
    }
  });

  it('are gone if there is room for all icons', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await more('Transcript').waitFor();
    await window.page.setViewportSize({ width: 1400, height });
    for (const bar of ['Endpoint', 'Transcript', 'Message']) {
      await more(bar).waitFor({ state: 'detached' });
      assert.ok((await toolbar(bar).getByRole('button').count()) >= 4, bar);
    }
  });
});
