/** Every string is translated and fits: shown in a language that is 40 % longer than English and marks what it translated. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import {
  entryOfJson,
  entryOfPickle,
  lookAtFailure,
  lookAtFiles,
  lookAtVideo,
  saidByTwo,
  shownAloneAndGone,
  twelvePeers,
} from '../support/panelScenes.ts';
import { pseudo, pseudoLanguage, untranslatedPart } from '../support/pseudoLanguage.ts';
import { type Strings, translations } from '../support/translations.ts';
import { clippedTexts, type ShownText, shownTexts } from './shownTexts.ts';
import { eachInItsOwnWindow } from './window.ts';

/** What people sent, where they sent it, and programs to try it with. */
const notOurs = [
  '.bubble',
  '.log-row:not(.event) .text',
  '.dump-line',
  '.hex-line',
  '.hex-probe',
  '.entry-text',
  '.numbers td',
  '.json-block',
  '.pickle-key',
  '.pickle-type',
  '.peer-name',
  '.chip .dot',
  'header .address',
  'header .name',
  'code',
  '.command',
  '[placeholder="received"]' /* a folder */,
  '[placeholder^="{peer}"]' /* fields of a pattern */,
  '[class*="codicon-"]:empty:not([aria-label]):not([title])',
].join(', ');

/** Names, units and signs that are the same in every language. */
const international =
  /01 02 ff, 0x01,0x02, 0102ff|SGVsbG8=|(?:tcp|udp|tls|unix):\S+|\b(?:TCP|UDP|SLIP|JPEG|[Pp]ickle|COBS|JSON|LF|CRLF|CR|B|[kKMG]i?B|UTF-?(?:8|16)|latin1|RE2|ms|s|Portside|AM|PM|localhost|[iuf](?:8|16|24|32|64)|varint)\b|\bSHA-256\b|\\[rnx]\w*|[\w.]+:\d+|\[::1\]/g;

/** The files and the endpoint of `filesOnTheirWay`, and the hashes of what people sent. */
const sentNames =
  /"cam"|measurements of the whole night[^”]*|-11-21\.csv|(?:portside\.png|wrong\.bin|disk-image\.iso)|\breceiver\b|\b[0-9a-f]{8,64}\b/g;

/** Cut on purpose: what is whole in a tooltip, for screen readers only, or what people sent. */
const mayBeCut = [
  '.spoken',
  '.framing-text' /* its button's title has it */,
  'header .name' /* its title has it */,
  'header .address' /* its title has it */,
  '.log-row' /* a line each; the chat has it whole */,
  'option' /* the browser's own list shows it */,
  '.hex-probe',
  '.transfer-head' /* the beginning of a name: its title has it */,
].join(', ');

describe('another language', function () {
  this.timeout(240_000);
  const test = eachInItsOwnWindow({ language: pseudoLanguage, words: pseudo });
  const client = clientsOfEachTest();
  const problems: string[] = [];

  beforeEach(() => problems.splice(0));
  /** Notes what the panel shows untranslated, or cut in a wide or a narrow window. */
  async function look(view: string): Promise<void> {
    const { workbench } = test;
    const page = workbench.panel.locator('body');
    const texts = await page.evaluate(shownTexts, notOurs);
    note(view, 'is not translated', texts.filter(isUntranslated));
    for (const width of [760, 1400]) {
      await workbench.page.setViewportSize({ width, height: 900 });
      await settled(page);
      const clipped = await page.evaluate(clippedTexts, `${mayBeCut}, ${notOurs}`);
      note(`${view} at ${width} px`, 'is cut', clipped);
    }
  }

  function note(view: string, what: string, texts: ShownText[]): void {
    for (const { text, kind, place } of texts) problems.push(`${view}: ${place} (${kind}) ${what}: ${text}`);
  }

  /** Notes what the workbench shows of ours untranslated. */
  async function lookAt(view: string, shown: Locator): Promise<void> {
    await shown.first().waitFor();
    for (const whole of await shown.allInnerTexts()) {
      // VS Code's own, which stays English here.
      const text = whole.replace(/\(Press 'Enter' .*\)$/, '');
      if (isUntranslated({ text, kind: 'text', place: '' })) problems.push(`${view} is not translated: ${text}`);
    }
  }

  /** Notes what the list in which something is chosen has untranslated. VS Code reuses its rows: only their labels are what shows. */
  async function lookAtList(view: string): Promise<void> {
    const rows = test.workbench.page.locator('.quick-input-list .monaco-list-row[aria-label^="«"]');
    await rows.first().waitFor();
    for (const row of await rows.all()) {
      const text = (await row.getAttribute('aria-label')) ?? '';
      if (isUntranslated({ text, kind: 'aria-label', place: '' })) problems.push(`${view} is not translated: ${text}`);
    }
  }

  it('has every word of the panel, and room for it', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.locator('.waiting').waitFor();
    await look('the empty panel');
    await workbench.panel.locator('.toolbar .codicon-files').click();
    await look('no transfer yet');
    await workbench.panel.locator('.toolbar .codicon-files').click();
    await saidByTwo(workbench, client);
    await workbench.rows.filter({ hasText: '\\xff' }).hover();
    await look('the chat');
    await workbench.panel.locator('.chip').nth(1).click();
    await workbench.panel.locator('.peer-actions').waitFor();
    await look('the chat of one peer');
    await workbench.panel.locator('.chip').first().click();
    await workbench.panel.locator('.toolbar .segments button').nth(1).click();
    await workbench.rows.filter({ hasText: 'hello' }).click();
    await workbench.panel.locator('.hexdump .dump-line').waitFor();
    await look('the log with a hexdump');
    await workbench.panel.locator('.codicon-search').click();
    await workbench.panel.locator('.find-box .codicon-regex').click();
    await workbench.panel.locator('.find-input').fill('(');
    await workbench.panel.locator('.find-count.wrong').waitFor();
    await look('a wrong pattern in the find bar');
    await workbench.panel.locator('.find-input').fill('hel+o');
    await workbench.panel.locator('.find-count:not(.wrong)').filter({ hasText: '1' }).waitFor();
    await workbench.panel.locator('.toolbar .codicon-filter, .toolbar .codicon-filter-filled').click();
    await workbench.panel.locator('.bar.filter').waitFor();
    await look('find and filter bars');
    await workbench.panel.locator('.composer .segments button').nth(1).click();
    await workbench.panel.locator('.composer textarea').fill('48 6g');
    await workbench.panel.locator('.hint.problem').waitFor();
    await look('a wrong message');
    assert.deepEqual(problems, []);
  });

  it('has the words of files on their way, and of those that ended', async () => {
    await lookAtFiles(test.workbench, join(test.folder, 'received'), look);
    assert.deepEqual(problems, []);
  });

  it('has the words of video', async () => {
    await lookAtVideo(test.workbench, client, look);
    assert.deepEqual(problems, []);
  });

  it('has the words of a pickle', async () => {
    await entryOfPickle(test.workbench, client);
    await look('a pickle');
    assert.deepEqual(problems, []);
  });

  it('has the words of the form, and of an entry that is looked at closely', async () => {
    const { workbench } = test;
    await entryOfJson(workbench, client);
    const panes = workbench.panel.locator('.entry-bar .segments button');
    for (const pane of ['hex', 'text', 'json']) {
      await panes.nth(['hex', 'text', 'json'].indexOf(pane)).click();
      await look(`an entry as ${pane}`);
    }
    await workbench.page.keyboard.press('Escape');
    await workbench.panel.locator('header .codicon-gear').click();
    await look('the form of a server');
    await workbench.panel.locator('#preset').selectOption('lines');
    await workbench.panel.locator('#rule-sample').fill('HELO you');
    await workbench.panel.locator('.trial-answer').waitFor();
    await look('rules that are tried');
    for (const framing of ['delimiter', 'delimiterHex', 'lengthPrefix', 'fixed', 'idle']) {
      await workbench.panel.locator('#field-framing').selectOption(framing);
      await look(`framing by ${framing}`);
    }
    await workbench.panel.locator('#rule-0-when').fill('(');
    await workbench.panel.locator('#field-address').fill('nowhere');
    await workbench.panel.locator('.form-problem').nth(1).waitFor();
    await look('what is wrong in the form');
    for (const kind of ['tcp-client', 'udp']) {
      await workbench.panel.locator('#field-kind').selectOption(kind);
      await look(`the form of a ${kind}`);
    }
    assert.deepEqual(problems, []);
  });

  it('has the words of what went wrong', async () => {
    const { workbench } = test;
    await lookAtFailure(workbench, look);
    await shownAloneAndGone(test.workbench, client);
    await look('a client that was shown alone and has gone');
    await twelvePeers(workbench, client);
    await workbench.panel.locator('vscode-single-select').click();
    await look('a list of many peers');
    assert.deepEqual(problems, []);
  });

  it('has the words of questions, lists and the tree', async () => {
    const { workbench } = test;
    const { page } = workbench;
    await lookAt('the welcome view', workbench.tree.locator('.welcome-view-content > *'));
    await workbench.runCommand(`Portside: ${pseudo('Start TCP Server')}`);
    await lookAt('the question for an address', page.locator('.quick-input-title:visible'));
    await lookAt('the hint of the question', workbench.quickInputMessage);
    await workbench.quickInput.fill('localhost:99999');
    await lookAt('a wrong address', workbench.quickInputMessage.filter({ hasText: '65535' }));
    await workbench.dismiss();
    await workbench.start('Start TCP Server', 0);
    await lookAt('the tree', page.locator('.sidebar .monaco-list-row .label-description'));
    await workbench.panel.locator('.framing').click();
    await lookAtList('the list of framings');
    await workbench.dismiss();
    await workbench.panel.locator('.codicon-export').click();
    await lookAtList('the list of formats');
    await workbench.dismiss();
    await workbench.panel.locator('.toolbar .codicon-device-camera-video').click();
    await workbench.panel.locator('.videos .rail-heading .codicon-add').click();
    await lookAtList('where video comes from');
    await workbench.dismiss();
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

  it('is what the workbench and the panel speak', async () => {
    const { workbench } = test;
    await workbench.runCommand(`Portside: ${german['Connect to TCP Server']}`);
    await workbench.quickInput.fill('localhost:99999');
    await workbench.quickInputMessage
      .filter({ hasText: '„localhost:99999“: der Port muss 0 bis 65535 sein' })
      .waitFor();
    await workbench.dismiss();
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.getByText('Noch ist kein Client verbunden.').waitFor();
    assert.equal(await workbench.panel.locator('html').getAttribute('lang'), 'de');
    await workbench.panel.locator('.composer .segments button').nth(1).click();
    await workbench.panel.locator('.composer textarea').fill('48 6g');
    await workbench.panel.getByText('„6g“ an Stelle 4 ist kein Byte in Hex').waitFor();
    await workbench.panel.locator('.codicon-search').click();
    await workbench.panel.locator('.find-box .codicon-regex').click();
    await workbench.panel.locator('.find-input').fill('(');
    await workbench.panel.getByText('„(“ ist kein gültiger regulärer Ausdruck').waitFor();
  });

  it('says what is wrong with a config', async () => {
    const { workbench, folder } = test;
    await mkdir(join(folder, '.vscode'));
    const saved = [
      { kind: 'tcp-server', address: ':70000', name: 'too high' },
      { kind: 'tcp-server', address: ':0', name: 'no number', maxPeers: 'many' },
    ];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': saved }));
    await workbench.treeItem(/too high.*address: „:70000“: der Port muss 0 bis 65535 sein/).waitFor();
    await workbench.treeItem(/no number.*maxPeers: Ungültige Eingabe/).waitFor();
  });
});

function isUntranslated({ text }: ShownText): boolean {
  return /\p{L}/u.test(untranslatedPart(text).replace(international, '').replace(sentNames, ''));
}

/** Resolves when the page has drawn itself at its new size. */
async function settled(page: Locator): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve));
  });
}
