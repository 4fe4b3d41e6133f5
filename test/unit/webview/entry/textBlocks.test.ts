import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { prettyJsonUnits } from '../../../../src/core/decoders/prettyJson.ts';
import { jsonBlock, jsonBlocks, jsonOf, mayBeJson } from '../../../../webview/entry/textBlocks.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('an entry as JSON', () => {
  const maybe = (text: string) => mayBeJson(Buffer.from(text), text.length, 'utf8');

  it('is looked for where it begins with an object or an array, after blanks', () => {
    for (const text of ['{', '[', ' \t\r\n{"a', '\ufeff[1', '{not json']) assert.ok(maybe(text), text);
    for (const text of ['', ' ', '1', '"a"', 'x{', '\v{', 'null']) assert.ok(!maybe(text), text);
  });

  it('isn’t looked for behind very many blanks, or in very much', () => {
    assert.ok(maybe(`${' '.repeat(255)}{`));
    assert.ok(!maybe(`${' '.repeat(256)}{`));
    assert.ok(mayBeJson(Buffer.from('{'), prettyJsonUnits, 'utf8'));
    assert.ok(!mayBeJson(Buffer.from('{'), prettyJsonUnits + 1, 'utf8'));
  });

  it('is none when it is nested too deep, or too long once it is indented', () => {
    assert.equal(jsonOf(Buffer.from('['.repeat(100_000)), 'utf8'), undefined);
    assert.equal(jsonOf(Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 'utf8'), undefined);
    assert.equal(jsonOf(Buffer.from(`[${'1,'.repeat(8 * 1024 * 1024)}1]`), 'utf8'), undefined);
  });

  it('is read in the encoding that is shown', () => {
    const utf16 = Buffer.from('{"a":1}', 'utf16le');
    assert.equal(jsonOf(utf16, 'utf16le'), '{\n  "a": 1\n}');
    assert.equal(jsonOf(utf16, 'utf8'), undefined);
  });

  it('is none where the rest isn’t JSON', () => {
    assert.equal(jsonOf(Buffer.from('{"a":1} x'), 'utf8'), undefined);
    assert.equal(jsonOf(Buffer.from('12'), 'utf8'), undefined);
  });
});

describe('blocks of JSON', () => {
  it('have a hundred lines each, none lost or twice', () => {
    const lines = Array.from({ length: 250 }, (_, at) => `${at}`);
    const blocks = jsonBlocks(lines.join('\n'));
    assert.equal(blocks.length, 3);
    assert.equal(blocks.join('\n'), lines.join('\n'));
    assert.equal(jsonBlocks(lines.slice(0, 100).join('\n')).length, 1);
    assert.equal(jsonBlocks(lines.slice(0, 101).join('\n')).length, 2);
  });

  it('have no more than 8 KiB, but for a line that has more', () => {
    const line = 'x'.repeat(4095);
    const sizes = (lines: string[]) => jsonBlocks(lines.join('\n')).map(({ length }) => length);
    assert.deepEqual(sizes([line, line]), [8191]);
    assert.deepEqual(sizes([line, line, 'x', '']), [8191, 2]);
    assert.deepEqual(sizes(['{', 'x'.repeat(20_000), '}']), [1, 20_000, 1]);
    assert.deepEqual(jsonBlocks(''), ['']);
  });

  const json = '"a\u202eb": 1';
  const classes = (isColoured: boolean) =>
    elements(html`${jsonBlock(json, isColoured)}`).map(({ attributes }) => attributes.class);

  it('show as an escape what would fool the eye', () => {
    for (const isColoured of [false, true])
      assert.equal(textOf(html`${jsonBlock(json, isColoured)}`), '"a\\u{202e}b": 1');
  });

  it('are a single text until they are seen, however many escapes they have', () => {
    assert.deepEqual(classes(false), []);
  });

  it('dim a thousand escapes and show the others as they are', () => {
    const many = html`${jsonBlock(`"${'a\u202e'.repeat(1001)}"`, true)}`;
    assert.equal(elements(many).filter(({ attributes }) => attributes.class === 'escape').length, 1000);
    assert.equal(textOf(many), `"${'a\\u{202e}'.repeat(1001)}"`);
  });

  it('show the beginning of a long line, escaped and coloured as if it were whole', () => {
    const long = `"k": "${'\u202e'.repeat(40_000)}"`;
    for (const isColoured of [false, true])
      assert.equal(textOf(html`${jsonBlock(long, isColoured)}`), `"k": "${'\\u{202e}'.repeat(32_768 - 6)}`);
    const cut = html`${jsonBlock(long, true, 8)}`;
    assert.equal(textOf(cut), '"k": "\\u{202e}\\u{202e}');
    assert.deepEqual(
      elements(cut).map(({ attributes }) => attributes.class),
      ['json-key', 'json-string', 'escape'],
    );
    assert.equal(textOf(html`${jsonBlock('"k👩‍💻"', true, 5)}`), '"k', 'no character is cut');
  });

  it('have colours when they are seen', () => {
    assert.deepEqual(classes(true), ['json-key', 'escape', 'json-number']);
  });
});
