/** The parts of Portside that VS Code itself shows, in another language: questions, lists, the tree, and the page's language. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { button } from '../support/panelScenes.ts';
import { isUntranslated, pseudo, pseudoLanguage } from '../support/pseudoLanguage.ts';
import { type Strings, translations } from '../support/translations.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('another language', function () {
  this.timeout(240_000);
  const test = eachInItsOwnWindow({
    language: pseudoLanguage,
    words: pseudo,
    settings: { 'workbench.hover.delay': 0 },
  });
  const problems: string[] = [];

  /** Records untranslated text of ours in the workbench. */
  async function lookAt(view: string, shown: Locator): Promise<void> {
    await shown.first().waitFor();
    for (const whole of await shown.allInnerTexts()) {
      // VS Code's own text stays English here.
      const text = whole.replace(/\(Press 'Enter' .*\)$/, '');
      if (isUntranslated(text)) problems.push(`${view} is not translated: ${text}`);
    }
  }

  /**
   * Records what is untranslated in the open list, and dismisses it. VS Code reuses its rows: only their labels are
   * visible.
   */
  async function lookAtList(view: string): Promise<void> {
    const rows = test.workbench.page.locator('.quick-input-list .monaco-list-row[aria-label^="«"]');
    await rows.first().waitFor();
    const labels = await rows.evaluateAll(all => all.map(row => row.getAttribute('aria-label') ?? ''));
    for (const text of labels.filter(isUntranslated)) problems.push(`${view} is not translated: ${text}`);
    await dismissed();
  }

  async function dismissed(): Promise<void> {
    await test.workbench.dismiss();
    await test.workbench.quickInput.waitFor({ state: 'hidden' });
  }

  it('translates questions, lists and the tree', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await lookAt('the welcome view', workbench.tree.locator('.welcome-view-content > *'));
    await workbench.runCommand(`Portside: ${pseudo('Start TCP Server…')}`);
    await lookAt('the question for an address', page.locator('.quick-input-title:visible'));
    await lookAt('the hint of the question', workbench.quickInputMessage);
    await workbench.quickInput.fill('localhost:99999');
    await lookAt('a wrong address', workbench.quickInputMessage.filter({ hasText: '65535' }));
    await dismissed();
    await workbench.start('Start TCP Server', 0);
    await lookAt('the tree', page.locator('.sidebar .monaco-list-row .label-description'));
    await workbench.panel
      .getByRole('button')
      .filter({ hasText: pseudo('no framing') })
      .click();
    await lookAtList('the list of framings');
    await button(workbench, 'Export…').click();
    await lookAtList('the list of formats');
    await button(workbench, 'Video').click();
    await button(workbench, 'Send Video…').first().click();
    await lookAtList('where video comes from');
    await page.locator('.sidebar .monaco-list-row').first().hover();
    await lookAt('the tooltip in the tree', page.locator('.monaco-hover .hover-contents:visible p'));
    assert.deepEqual(problems, []);
  });
});

describe('German', function () {
  this.timeout(120_000);
  let german: Strings = {};
  const test = eachInItsOwnWindow({ language: 'de', words: english => german[english] ?? english });

  before(async () => {
    const [bundle, names] = await translations();
    const titles = Object.entries(names?.english ?? {}).map(([key, text]) => [text, names?.german[key] ?? '']);
    german = { ...bundle?.german, ...Object.fromEntries(titles) };
  });

  it('is used by the workbench and the panel, including for errors in a config', async () => {
    const { workbench, folder } = test;
    await workbench.runCommand(`Portside: ${german['Connect to TCP Server…']}`);
    await workbench.quickInput.fill('localhost:99999');
    await workbench.quickInputMessage
      .filter({ hasText: '„localhost:99999“: der Port darf höchstens 65535 sein' })
      .waitFor();
    await workbench.dismiss();
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.getByText('Kein Client verbunden.').waitFor();
    assert.equal(await workbench.panel.locator('html').getAttribute('lang'), 'de');
    await mkdir(join(folder, '.vscode'));
    const saved = [
      { kind: 'tcp-server', address: ':70000', name: 'too high' },
      { kind: 'tcp-server', address: ':0', name: 'no number', maxPeers: 'many' },
    ];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': saved }));
    await workbench.treeItem(/too high.*address: „:70000“: der Port darf höchstens 65535 sein/).waitFor();
    await workbench.treeItem(/no number.*maxPeers: muss eine Zahl sein/).waitFor();
  });
});
