/**
 * Accessibility of the panel: axe finds no problem in any theme or width, everything works by keyboard, and screen
 * readers are informed.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { type AxeRules, axeProblems } from '../support/axe.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { everyView } from '../support/everyView.ts';
import { settings } from '../support/fakeVscode/configuration.ts';
import { themes } from '../support/page/themes.ts';
import { button, radio, saidByOne } from '../support/panelScenes.ts';
import { eachInItsOwnPage } from './window.ts';

/** Page widths in px. The narrow ones, at which parts move and hide, are checked in one theme. */
const wide = 900;
const narrow = [511, 400];
const height = 900;

describe('the accessible panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: wide, height, theme: 'Light Modern' });
  const connect = clientsOfEachTest();
  const problems: string[] = [];

  beforeEach(() => problems.splice(0));

  /** Records what axe finds wrong with the visible panel. */
  async function look(view: string, isVariant = false): Promise<void> {
    const { window } = test;
    const frame = await window.frame();
    const check = async (how: string, rules: AxeRules) => {
      const known = window.complaints.length;
      for (const problem of await axeProblems(frame, rules)) problems.push(`${view}, ${how}: ${problem}`);
      // axe itself tries styles that the page's policy refuses.
      window.complaints.splice(known);
    };
    if (isVariant) return check(`${wide} px`, 'all');
    for (const width of narrow) {
      await window.page.setViewportSize({ width, height });
      await check(`${width} px`, 'all but contrast');
    }
    await window.page.setViewportSize({ width: wide, height });
    for (const [at, theme] of themes.entries()) {
      await window.setTheme(theme);
      await check(theme, at === 0 ? 'all' : 'contrast');
    }
  }

  for (const [name, show] of Object.entries(everyView))
    it(`passes axe in ${name}`, async () => {
      const { window, folder } = test;
      await show({ window, connect, directory: join(folder, 'received'), look });
      assert.deepEqual(problems, []);
    });

  it('makes everything reachable with Tab, with the focus in view', async () => {
    const { window } = test;
    const { localPort } = await saidByOne(window, connect, 'hello');
    // Messages go to all clients until the panel knows this one.
    await window.panel
      .getByRole('combobox', { name: 'To', exact: true })
      .getByText(`:${localPort}`)
      .waitFor({ state: 'attached' });
    await button(window, 'Filter').click();
    await button(window, 'Find (Ctrl+F)').click();
    await window.panel.getByRole('search').getByRole('textbox').and(window.panel.locator(':focus')).waitFor();
    const frame = await window.frame();
    const atRest = new Map(await frame.evaluate(controls, false));
    const reached = await reachedByTab(frame, atRest.size + 30);
    const names = [...atRest.keys()];
    assert.deepEqual(
      names.filter(name => !reached.has(name)),
      [],
      'not reached by Tab',
    );
    assert.deepEqual(
      names.filter(name => reached.get(name) === atRest.get(name)),
      [],
      'no sign of the focus',
    );
  });

  it('uses no colors of another theme on a hovered button', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await button(window, 'Edit Endpoint').click();
    const close = button(window, 'Close');
    const backgrounds = async () => {
      await close.hover();
      return close.evaluate(element => {
        const host = element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : element;
        const parts = [host, ...(host.shadowRoot?.querySelectorAll('*') ?? [])];
        return parts.map(part => getComputedStyle(part).backgroundColor).filter(color => !color.endsWith(', 0)'));
      });
    };
    await window.setTheme('Default High Contrast');
    assert.deepEqual(await backgrounds(), []);
    await window.setTheme('Default High Contrast Light');
    assert.deepEqual([...new Set(await backgrounds())], ['rgb(255, 255, 255)']);
  });

  it('draws lines around bubbles and between the columns of hexdumps in high contrast themes, and in no others', async () => {
    const { window } = test;
    const { panel } = window;
    await saidByOne(window, connect, 'a message of more than sixteen bytes');
    await panel.getByRole('combobox', { name: 'Show messages as' }).selectOption('Mixed');
    await panel.locator('.dump-line').first().waitFor();
    const frame = await window.frame();
    const lines = () =>
      frame.evaluate(() => {
        const styleOf = (selector: string, pseudo?: string) => {
          const element = document.querySelector(selector);
          if (!element) throw new Error(`no ${selector}`);
          return getComputedStyle(element, pseudo);
        };
        const columns = ['.dump-line > .hex', '.dump-line > .ascii'];
        return [
          styleOf('.bubble').borderTopColor,
          ...columns.map(column => styleOf(column, '::before').borderLeftColor),
        ];
      });
    for (const [theme, color] of [
      ['Default High Contrast', 'rgb(111, 195, 223)'],
      ['Default High Contrast Light', 'rgb(15, 74, 133)'],
      ['Dark Modern', 'rgba(0, 0, 0, 0)'],
    ] as const) {
      await window.setTheme(theme);
      assert.deepEqual(new Set(await lines()), new Set([color]), theme);
    }
  });

  it('restores the focus when a bar closes', async () => {
    const { window } = test;
    const focused = window.panel.locator(':focus');
    await saidByOne(window, connect, 'hello');
    await button(window, 'Filter').click();
    await button(window, 'Find (Ctrl+F)').click();
    await window.panel.getByRole('search').getByRole('textbox').press('Escape');
    await window.panel.getByRole('list').and(focused).waitFor();
    await window.panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).press('Escape');
    await button(window, 'Received').waitFor({ state: 'detached' });
    await window.panel.getByRole('list').and(focused).waitFor();
  });

  it('restores the focus to a row or a client when one of VS Code’s menus closes, and supports the keys that the menu shows', async () => {
    const { window } = test;
    const { page, panel } = window;
    const focused = panel.locator(':focus');
    const { localPort } = await saidByOne(window, connect, 'hello');
    await window.composer.fill('a draft');
    const row = window.rows.filter({ hasText: 'hello' });
    const chip = panel.getByRole('button', { name: `:${localPort}`, exact: true });
    for (const place of [row, chip]) {
      await place.focus();
      // A menu takes the focus to VS Code's own page, which returns it to the frame as a whole.
      await page.evaluate(() => {
        const menu = document.body.appendChild(document.createElement('button'));
        menu.focus();
        menu.remove();
        document.querySelector('iframe')?.contentWindow?.focus();
      });
      await place.and(focused).waitFor();
    }
    await chip.press('ControlOrMeta+C');
    await window.copied(`127.0.0.1:${localPort}`);
    await chip.press('F2');
    await window.answer('Rename Client', 'Bob');
    const bob = panel.getByRole('button', { name: 'Bob', exact: true });
    await bob.waitFor();
    await row.press('F2');
    await window.answer('Rename Client', 'Robert');
    await bob.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Robert', exact: true }).press('Delete');
    await window.rows.filter({ hasText: 'disconnected by Portside' }).waitFor();
  });

  it('works by keyboard: views, rows, filters and messages', async () => {
    const { window } = test;
    const { page, panel } = window;
    const focused = panel.locator(':focus');
    const peer = await saidByOne(window, connect, 'hello');
    await radio(window, 'View', 'Chat').press('ArrowRight');
    await panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();
    await panel.getByRole('list').press('End');
    await window.rows.filter({ hasText: 'hello' }).and(focused).waitFor();
    await page.keyboard.press('Space');
    await panel.getByText('68 65 6c 6c 6f').waitFor();
    await page.keyboard.press('Tab');
    await button(window, 'Hide Hexdump (Space)').and(focused).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await button(window, 'Copy Text').and(focused).waitFor();
    await page.keyboard.press('Enter');
    await window.copied('hello');
    await button(window, 'Filter').press('Space');
    await button(window, 'Received').press('Space');
    await window.rows.filter({ hasText: 'hello' }).waitFor({ state: 'detached' });
    await window.composer.press('h');
    await window.composer.press('i');
    const received = new Promise(resolve => peer.once('data', resolve));
    await window.composer.press('Enter');
    assert.equal(String(await received), 'hi');
  });

  it('announces how many messages were received, unless that is turned off', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await connect(await window.port());
    const spoken = window.panel.locator('[role="status"][aria-live="polite"]');
    socket.write('one');
    await spoken.filter({ hasText: '1 new message' }).waitFor({ state: 'attached' });
    settings.set('portside.announceMessages', false);
    await spoken.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    socket.write('two');
    await window.rows.filter({ hasText: 'two' }).waitFor();
    settings.set('portside.announceMessages', true);
    // Messages received while announcements were off stay unannounced: the next announcement counts only the next
    // message.
    const frame = await window.frame();
    await frame.waitForFunction(
      () => (document.querySelector('portside-panel') as unknown as { panel: { announces: boolean } }).panel.announces,
    );
    socket.write('three');
    await spoken.filter({ hasText: '1 new message' }).waitFor({ state: 'attached' });
  });
});

/** Returns what Tab reaches and how it looks when focused. Each part of a date is a stop. */
async function reachedByTab(frame: Frame, presses: number): Promise<Map<string, string>> {
  const reached = new Map<string, string>();
  const pressFrom = async (control: number, key: string, times: number) => {
    await frame.evaluate(at => document.querySelectorAll<HTMLElement>('header button')[at]?.focus(), control);
    for (let press = 0; press < times; press++) {
      await frame.page().keyboard.press(key);
      const [focused] = await frame.evaluate(controls, true);
      if (focused && !reached.has(focused[0])) reached.set(...focused);
    }
  };
  // The first control, too: focus set by a script isn't visible.
  await pressFrom(1, 'Shift+Tab', 1);
  await pressFrom(0, 'Tab', presses);
  return reached;
}

/**
 * Returns the controls and how they look, by name and index among those of the same name, or only the focused one.
 * Leaves out the rows' buttons, which appear with the focus. Runs in the page.
 */
function controls(onlyFocused: boolean): [string, string][] {
  if (!onlyFocused) (document.activeElement as HTMLElement | null)?.blur();
  const selector = 'button, input, select, textarea, vscode-button, [tabindex]';
  const seen = new Map<string, number>();
  const named = [...document.querySelectorAll<HTMLElement>(selector)]
    .filter(control => control.checkVisibility({ visibilityProperty: true }) && !control.closest('.row'))
    .map(control => {
      const label = `${control.localName}: ${control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''}`;
      const place = seen.get(label) ?? 0;
      seen.set(label, place + 1);
      return { control, name: `${label} (${place + 1})` };
    });
  const wanted = onlyFocused
    ? named.filter(({ control }) => control === document.activeElement && document.hasFocus())
    : named.filter(({ control }) => control.tabIndex >= 0 && !(control as HTMLButtonElement).disabled);
  return wanted.map(({ control, name }) => {
    const inner = control.shadowRoot?.querySelectorAll('button, input, .base') ?? [];
    const looks = [control, control.parentElement ?? control, ...inner].map(part => {
      const { outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow } = getComputedStyle(part);
      return `${outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`} ${borderColor} ${boxShadow}`;
    });
    return [name, looks.join(' | ')];
  });
}
