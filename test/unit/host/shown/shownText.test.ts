import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MarkdownString, TreeItem } from 'vscode';
import {
  fieldText,
  noticeText,
  pageText,
  plainRow,
  plainText,
  tooltipOf,
  withoutIcons,
  withoutLinks,
} from '../../../../src/host/shown/shownText.ts';
import { assertPlain, hasIcon, hasLink, hostileNames } from '../../../support/hostileNames.ts';
import { root } from '../../../support/paths.ts';

describe('text that quotes external names', () => {
  it('is unchanged if nothing in it has a special meaning', () => {
    const harmless = 'photo (1) [final].png, $(not an icon), 5 $ \\ “été” 日本 👩‍💻 <b>';
    for (const text of [plainText, noticeText, withoutIcons, fieldText, withoutLinks])
      assert.equal(text(harmless), harmless, text.name);
  });

  it('shows invisible characters, on one line', () => {
    assert.equal(plainText('photo\u202egpj.exe'), 'photo\\u{202e}gpj.exe');
    assert.equal(plainText('one\r\n\n two\u2028three'), 'one two three');
    assert.equal(plainText('\x1b[31m'), '\\e[31m');
  });

  it('keeps its length for a page, on one line', () => {
    for (const name of hostileNames) {
      const shown = pageText(`“${name}” is gone`);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, name.slice(0, 50));
      assert.match(shown, /^“.*” is gone$/);
    }
    assert.equal(pageText('x'.repeat(5000)).length, 5000);
  });

  it('contains no link, and no icon where there could be one', () => {
    assert.equal(noticeText('[a](command:b)'), '[a] (command:b)');
    assert.equal(withoutIcons('$(trash) me, \\$(trash)'), '\\$(trash) me, \\\\$(trash)');
    assert.equal(fieldText('[$(x)](command:b)'), '[\\$(x)] (command:b)');
  });

  it('is truncated in its middle, between characters, so that the sentence remains', () => {
    const cut = plainText(`Remove “${'\u{1f600}'.repeat(5000)}”? It can’t be undone.`);
    assert.match(cut, /^Remove “\u{1f600}+…\u{1f600}+”\? It can’t be undone\.$/u);
    assert.ok(cut.length <= 900 && cut.length > 890);
    assert.equal(plainText('x'.repeat(900)), 'x'.repeat(900));
  });

  function assertHarmless(text: string, about: string): void {
    const texts = [plainText(text), noticeText(text), withoutIcons(text), fieldText(text)] as const;
    for (const shown of texts) assertPlain(shown, about);
    const [, notice, item, field] = texts;
    assert.deepEqual([notice, field, withoutLinks(text)].map(hasLink), [false, false, false], about);
    assert.deepEqual([hasIcon(item), hasIcon(field)], [false, false], about);
  }

  it('is harmless for every name, alone and next to every other', () => {
    for (const name of hostileNames)
      for (const other of hostileNames)
        for (const text of [`${name}${other}`, `[${name}](${other})`, `$(${name})`])
          assertHarmless(text, `${name.slice(0, 50)} ${other.slice(0, 50)}`);
  });

  it('is harmless in every sentence of ours', () => {
    const bundle = readFileSync(join(root, 'l10n', 'bundle.l10n.de.json'), 'utf8');
    const sentences = Object.keys(JSON.parse(bundle)).filter(sentence => sentence.includes('{0}'));
    assert.ok(sentences.length > 200);
    const short = hostileNames.filter(({ length }) => length < 100).join(' ');
    const long = hostileNames.find(({ length }) => length === 10_000) ?? assert.fail();
    for (const sentence of sentences)
      for (const names of [
        [short, 'a'],
        ['[x', `](command:a) ${long}`],
      ])
        assertHarmless(
          sentence.replaceAll(/\{(\d+)\}/g, (_, index) => names[Number(index) % 2] ?? ''),
          sentence,
        );
  });

  it('has its own line in a tooltip', () => {
    for (const name of hostileNames) {
      const { value, isTrusted, supportThemeIcons, supportHtml } = tooltipOf([name, 'last']) as MarkdownString;
      const [line = '', last, ...more] = value.split('\n');
      assertPlain(line);
      assert.deepEqual([last, more], ['last', ['']]);
      assert.deepEqual([isTrusted, supportThemeIcons, supportHtml].filter(Boolean), []);
    }
  });

  it('is plain in a tree row', () => {
    for (const name of hostileNames) {
      const row = new TreeItem(name);
      Object.assign(row, { description: name, accessibilityInformation: { label: name, role: 'treeitem' } });
      const { label, description, accessibilityInformation } = plainRow(row);
      for (const text of [label, description, accessibilityInformation?.label]) assertPlain(String(text));
      assert.equal(accessibilityInformation?.role, 'treeitem');
    }
    assert.deepEqual(plainRow(new TreeItem('plain')), new TreeItem('plain'));
  });
});
