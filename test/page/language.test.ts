/**
 * Every string is translated and fits: tested in a language that is 40 % longer than English and marks translated
 * strings.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { everyView } from '../support/everyView.ts';
import { button, radio } from '../support/panelScenes.ts';
import { isUntranslated, pseudoBundle, pseudoLanguage } from '../support/pseudoLanguage.ts';
import { translations } from '../support/translations.ts';
import { clippedTexts, type ShownText, shownTexts } from './shownTexts.ts';
import { eachInItsOwnPage } from './window.ts';

/** Page widths in px, around those at which the layout changes. */
const widths = [400, 511, 900, 1200];
const height = 900;

/** Text by users, the places they sent it to, and programs to try it with. */
const notOurs = [
  '.bubble',
  '.log-row:not(.event) .text',
  '.dump-line',
  '.hex-line',
  '.hex-probe',
  '.entry-text',
  '.numbers td',
  '.text-block',
  '.tree-key',
  '.tree-type',
  '.peer-name',
  '.chip .dot',
  'header .address',
  'header .name',
  'code',
  '.command',
  '[placeholder="received"]' /* a folder */,
  '[placeholder="output{n}.{ext}"]' /* a pattern */,
  '[class*="codicon-"]:empty:not([aria-label]):not([title])',
].join(', ');

/** Cut off on purpose: text that a tooltip shows whole, text for screen readers only, or text by users. */
const mayBeCut = [
  '.spoken',
  '.picker-text' /* in its button's title */,
  '.framing-text' /* in its button's title */,
  '.format-text' /* in its button's title */,
  'header .name' /* in its title */,
  'header .address' /* in its title */,
  '.log-row .cells' /* in their titles */,
  'option' /* the browser's own list shows it */,
  '.hex-probe',
  '.transfer-head' /* the start of a name: the whole is in its title */,
].join(', ');

describe('another language', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({
    language: pseudoLanguage,
    height,
    get bundle() {
      return pseudoBundle();
    },
  });
  const connect = clientsOfEachTest();
  const problems: string[] = [];

  beforeEach(() => problems.splice(0));

  /** Records untranslated text in the panel, and text that is cut off at any width. */
  async function look(view: string): Promise<void> {
    const { window } = test;
    const frame = await window.frame();
    const texts = await frame.evaluate(shownTexts, notOurs);
    const untranslated = texts.filter(({ text }) => isUntranslated(text));
    note(view, 'is not translated', untranslated);
    for (const width of widths) {
      await window.page.setViewportSize({ width, height });
      await settled(frame);
      note(`${view} at ${width} px`, 'is cut', await frame.evaluate(clippedTexts, `${mayBeCut}, ${notOurs}`));
    }
  }

  function note(view: string, what: string, texts: ShownText[]): void {
    for (const { text, kind, place } of texts) problems.push(`${view}: ${place} (${kind}) ${what}: ${text}`);
  }

  for (const [name, show] of Object.entries(everyView))
    it(`translates every word of ${name}, and has room for it`, async () => {
      const { window, folder } = test;
      await show({ window, connect, directory: join(folder, 'received'), look });
      assert.deepEqual(problems, []);
    });
});

describe('German', function () {
  this.timeout(60_000);
  let german: Record<string, string> = {};
  const test = eachInItsOwnPage({
    language: 'de',
    get bundle() {
      return german;
    },
  });

  before(async () => {
    const [bundle] = await translations();
    german = { ...bundle?.german };
  });

  it('is used by the panel, and for errors found by the engine', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    await panel.getByText('Kein Client verbunden.').waitFor();
    const frame = await window.frame();
    assert.equal(await frame.evaluate(() => document.documentElement.lang), 'de');
    await radio(window, 'Notation', 'Hex').click();
    await window.composer.fill('48 6g');
    await panel.getByText('„6g“ an Stelle 4 ist kein Hex-Byte').waitFor();
    await button(window, 'Find (Ctrl+F)').click();
    await button(window, 'Use Regular Expression (RE2)').click();
    await panel.getByRole('search').getByRole('textbox').fill('(');
    await panel.getByText('„(“ ist kein gültiger regulärer Ausdruck').waitFor();
    await radio(window, 'View', 'Log').click();
    const date = await window.rows.locator('.time').first().getAttribute('title');
    assert.match(date ?? '', /^\d+\.\d+\.\d{4} /, 'the browser speaks English');
  });
});

/** Resolves when the page has rendered at its new size. */
async function settled(frame: Frame): Promise<void> {
  await frame.evaluate(async () => {
    for (let drawn = 0; drawn < 3; drawn++) await new Promise(resolve => requestAnimationFrame(resolve));
  });
}
