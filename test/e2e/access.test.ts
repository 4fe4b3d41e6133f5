/** The panel is for everybody: axe finds nothing wrong in any theme, all is done by keyboard, and who does not see it is told. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { axeProblems } from '../support/axe.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import {
  entryOfJson,
  entryOfPickle,
  lookAtFailure,
  lookAtFiles,
  lookAtVideo,
  saidByOne,
  saidByTwo,
  shownAloneAndGone,
  twelvePeers,
} from '../support/panelScenes.ts';
import { themes } from '../support/workbench.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('the panel for everybody', function () {
  this.timeout(240_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();
  const problems: string[] = [];

  beforeEach(() => problems.splice(0));
  async function panelFrame(): Promise<Frame> {
    const body = await test.workbench.panel.locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error('the panel has no page');
    return frame;
  }

  /** Notes what axe finds wrong with what the panel shows, in every theme. */
  async function check(view: string): Promise<void> {
    const { workbench, folder } = test;
    const frame = await panelFrame();
    for (const theme of themes) {
      await workbench.chooseTheme(theme, folder);
      await frame.locator(`body[data-vscode-theme-kind]`).waitFor();
      await frame.waitForFunction(wanted => document.body.dataset.vscodeThemeId === wanted, theme);
      for (const problem of await axeProblems(frame)) problems.push(`${view}, ${theme}: ${problem}`);
    }
  }

  it('has nothing that axe finds wrong in chat, log and bars', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.locator('.waiting').waitFor();
    await check('empty');
    await saidByTwo(workbench, client);
    await workbench.say('an answer');
    await workbench.rows.filter({ hasText: 'an answer' }).first().hover();
    await check('chat');
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    await workbench.rows.filter({ hasText: 'hello' }).click();
    await workbench.panel.locator('.dump-line').waitFor();
    await check('log with a hexdump');
    await workbench.panel.getByRole('button', { name: 'Find' }).click();
    await workbench.panel.locator('.find-input').fill('hello');
    await workbench.panel.locator('.find-count').filter({ hasText: '1' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    await check('find and filter');
    await workbench.panel.getByRole('radio', { name: 'Hex' }).click();
    await workbench.composer.fill('48 6g');
    await workbench.panel.locator('.hint.problem').waitFor();
    await check('a wrong message');
    assert.deepEqual(problems, []);
  });

  it('has nothing that axe finds wrong in an entry and in the form', async () => {
    const { workbench } = test;
    await entryOfJson(workbench, client);
    for (const pane of ['Text', 'JSON', 'Hex']) {
      await workbench.panel.getByRole('region', { name: 'Entry' }).getByRole('radio', { name: pane }).click();
      await check(`an entry as ${pane}`);
    }
    await workbench.page.keyboard.press('Escape');
    await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await workbench.panel.getByLabel('Begin with').selectOption('lines');
    await workbench.panel.getByLabel('Try the rules').fill('HELO you');
    await workbench.panel.locator('.trial-answer').waitFor();
    await check('the form with rules');
    await workbench.panel.getByLabel('Framing').selectOption('lengthPrefix');
    await workbench.panel.getByLabel('Listen on').fill('nowhere');
    await workbench.panel.locator('.form-problem').first().waitFor();
    await check('a form with a mistake');
    assert.deepEqual(problems, []);
  });

  it('has nothing that axe finds wrong in files on their way, and in those that ended', async () => {
    await lookAtFiles(test.workbench, join(test.folder, 'received'), check);
    assert.deepEqual(problems, []);
  });

  it('has nothing that axe finds wrong in video', async () => {
    await lookAtVideo(test.workbench, client, check);
    assert.deepEqual(problems, []);
  });

  it('has nothing that axe finds wrong in a pickle', async () => {
    await entryOfPickle(test.workbench, client);
    await check('a pickle');
    assert.deepEqual(problems, []);
  });

  it('has nothing that axe finds wrong in a failure, and among many peers', async () => {
    await lookAtFailure(test.workbench, check);
    await shownAloneAndGone(test.workbench, client);
    await check('a client that was shown alone and has gone');
    await twelvePeers(test.workbench, client);
    await check('twelve peers');
    assert.deepEqual(problems, []);
  });

  it('is all reached by Tab, with the focus in sight, and gives the focus back when a bar closes', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await saidByOne(workbench, client, 'hello');
    await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    await workbench.panel.getByRole('button', { name: 'Find' }).click();
    await workbench.panel.locator('.find-input:focus').waitFor();
    const frame = await panelFrame();
    const atRest = new Map(await frame.evaluate(controls, false));
    await frame.evaluate(() => document.querySelector<HTMLElement>('header .address')?.focus());
    const reached = new Map<string, string>();
    // A field for a time has a stop for each of its parts.
    for (let presses = 0; presses < atRest.size + 30; presses++) {
      await page.keyboard.press('Tab');
      const [focused] = await frame.evaluate(controls, true);
      if (!focused) break;
      if (!reached.has(focused[0])) reached.set(...focused);
    }
    // From the last one the focus left the panel; the first is where it comes back to.
    await frame.evaluate(() => document.querySelectorAll<HTMLElement>('header button')[1]?.focus());
    await page.keyboard.press('Shift+Tab');
    const [first] = await frame.evaluate(controls, true);
    if (first) reached.set(...first);
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
    await workbench.panel.locator('.find-input').press('Escape');
    await workbench.panel.locator('.scroller:focus').waitFor();
    await workbench.panel.locator('.bytes-input').first().press('Escape');
    await workbench.panel.locator('.bar.filter').waitFor({ state: 'detached' });
    await workbench.panel.locator(':focus').waitFor();
  });

  it('does its work by keyboard: views, rows, filters, a message', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await saidByOne(workbench, client, 'hello');
    await workbench.panel.getByRole('radio', { name: 'Chat' }).press('ArrowRight');
    await workbench.panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();
    await workbench.panel.locator('.scroller').press('End');
    await workbench.panel.locator('.row:focus').filter({ hasText: 'hello' }).waitFor();
    await page.keyboard.press('Space');
    await workbench.panel.getByText('68 65 6c 6c 6f').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await workbench.panel.getByRole('button', { name: 'Copy text' }).and(workbench.panel.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === 'hello');
    await workbench.panel.getByRole('button', { name: 'Filter' }).press('Space');
    await workbench.panel.getByRole('button', { name: 'Received' }).press('Space');
    await workbench.rows.filter({ hasText: 'hello' }).waitFor({ state: 'detached' });
  });

  it('tells how many messages came, and is silent where that is wanted', async () => {
    const { workbench, folder } = test;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    const spoken = workbench.panel.locator('.spoken[aria-live="polite"]');
    socket.write('one');
    await spoken.filter({ hasText: '1 new message' }).waitFor({ state: 'attached' });
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.announceMessages': false }));
    await spoken.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    socket.write('two');
    await workbench.rows.filter({ hasText: 'two' }).waitFor();
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.announceMessages': true }));
    // What came in silence stays unsaid: the next words are about the next message alone.
    const frame = await panelFrame();
    await frame.waitForFunction(
      () => (document.querySelector('portside-panel') as unknown as { panel: { announces: boolean } }).panel.announces,
    );
    socket.write('three');
    await spoken.filter({ hasText: '1 new message' }).waitFor({ state: 'attached' });
  });
});

/**
 * What can be operated, by name and place among those of the same name, with how it looks; only what has the focus when that is asked
 * for. Of the rows' buttons none, since they show with the focus. Runs in the page.
 */
function controls(onlyFocused: boolean): [string, string][] {
  if (!onlyFocused) (document.activeElement as HTMLElement | null)?.blur();
  const selector = 'button, input, select, textarea, vscode-button, vscode-single-select, [tabindex]';
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
