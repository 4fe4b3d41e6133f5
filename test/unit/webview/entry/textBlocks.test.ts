import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { jsonTokens } from '../../../../src/core/decoders/jsonTokens.ts';
import { coloredBlock, plainBlock, textBlocks } from '../../../../webview/entry/textBlocks.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('the blocks of a formatted text', () => {
  it('have a hundred lines each, with none lost or repeated', () => {
    const lines = Array.from({ length: 250 }, (_, at) => `${at}`);
    const blocks = textBlocks(lines.join('\n'));
    assert.equal(blocks.length, 3);
    assert.equal(blocks.join('\n'), lines.join('\n'));
    assert.equal(textBlocks(lines.slice(0, 100).join('\n')).length, 1);
    assert.equal(textBlocks(lines.slice(0, 101).join('\n')).length, 2);
  });

  it('have at most 8 KiB, except for a longer line', () => {
    const line = 'x'.repeat(4095);
    const sizes = (lines: string[]) => textBlocks(lines.join('\n')).map(({ length }) => length);
    assert.deepEqual(sizes([line, line]), [8191]);
    assert.deepEqual(sizes([line, line, 'x', '']), [8191, 2]);
    assert.deepEqual(sizes(['{', 'x'.repeat(20_000), '}']), [1, 20_000, 1]);
    assert.deepEqual(textBlocks(''), ['']);
  });

  const json = '"a\u202eb": 1';
  const look = { tokens: jsonTokens, encoding: 'utf8' } as const;
  const classes = (template: unknown) =>
    elements(template).flatMap(({ attributes }) =>
      String(attributes.class).startsWith('indent') ? [] : [attributes.class],
    );

  it('show deceptive characters as escapes', () => {
    for (const block of [plainBlock, coloredBlock]) assert.equal(textOf(block(json, look)), '"a\\u{202e}b": 1');
  });

  it('are a single text node until visible, however many escapes they have', () => {
    assert.deepEqual(classes(plainBlock(json, look)), []);
  });

  it('dim a thousand escapes and show the others undimmed', () => {
    const many = coloredBlock(`"${'a\u202e'.repeat(1001)}"`, look);
    assert.equal(elements(many).filter(({ attributes }) => attributes.class === 'escape').length, 1000);
    assert.equal(textOf(many), `"${'a\\u{202e}'.repeat(1001)}"`);
  });

  it('show the beginning of a long line, escaped and colored as if it were whole', () => {
    const long = `"k": "${'\u202e'.repeat(40_000)}"`;
    for (const block of [plainBlock, coloredBlock])
      assert.equal(textOf(block(long, look)), `"k": "${'\\u{202e}'.repeat(32_768 - 6)}`);
    const cut = coloredBlock(long, { ...look, units: 8 });
    assert.equal(textOf(cut), '"k": "\\u{202e}\\u{202e}');
    assert.deepEqual(classes(cut), ['token-key', 'token-string', 'escape']);
    assert.equal(textOf(coloredBlock('"k👩‍💻"', { ...look, units: 5 })), '"k', 'no character is cut');
  });

  it('are colored once visible', () => {
    assert.deepEqual(classes(coloredBlock(json, look)), ['token-key', 'escape', 'token-number']);
  });

  it('indent continuation lines, even the last part', () => {
    const json = '{\n  "a": [\n    "x\\ny",\n    []\n  ]\n}';
    const lines = (template: unknown) =>
      elements(template).flatMap(({ attributes, text }) =>
        attributes.class === 'indented' ? [[text, attributes['.style']]] : [],
      );
    assert.deepEqual(lines(coloredBlock(json, { ...look, rest: html`<button>more</button>` })), [
      ['{', '--indent: 2'],
      ['"a": [', '--indent: 4'],
      ['"x\\ny",', '--indent: 6'],
      ['[]', '--indent: 6'],
      [']', '--indent: 4'],
      ['}more', '--indent: 2'],
    ]);
    assert.deepEqual(lines(coloredBlock('[\n\n1', look)).length, 3, 'an empty line counts, too');
    assert.equal(textOf(plainBlock('1', { ...look, rest: html`<button>more</button>` })), '1more');
  });

  it('have escapes that can be typed in the encoding', () => {
    for (const block of [plainBlock, coloredBlock]) {
      assert.equal(textOf(block('"\x7f"', look)), '"\\x7f"');
      assert.equal(textOf(block('"\x7f"', { ...look, encoding: 'utf16le' })), '"\\u{7f}"');
    }
  });
});
