import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { jsonTokens } from '../../../../src/core/decoders/jsonTokens.ts';
import { textBlock, textBlocks } from '../../../../webview/entry/textBlocks.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('blocks of a formatted text', () => {
  it('have a hundred lines each, none lost or twice', () => {
    const lines = Array.from({ length: 250 }, (_, at) => `${at}`);
    const blocks = textBlocks(lines.join('\n'));
    assert.equal(blocks.length, 3);
    assert.equal(blocks.join('\n'), lines.join('\n'));
    assert.equal(textBlocks(lines.slice(0, 100).join('\n')).length, 1);
    assert.equal(textBlocks(lines.slice(0, 101).join('\n')).length, 2);
  });

  it('have no more than 8 KiB, but for a line that has more', () => {
    const line = 'x'.repeat(4095);
    const sizes = (lines: string[]) => textBlocks(lines.join('\n')).map(({ length }) => length);
    assert.deepEqual(sizes([line, line]), [8191]);
    assert.deepEqual(sizes([line, line, 'x', '']), [8191, 2]);
    assert.deepEqual(sizes(['{', 'x'.repeat(20_000), '}']), [1, 20_000, 1]);
    assert.deepEqual(textBlocks(''), ['']);
  });

  const json = '"a\u202eb": 1';
  const classes = (isColoured: boolean) =>
    elements(html`${textBlock(json, isColoured, jsonTokens)}`).map(({ attributes }) => attributes.class);

  it('show as an escape what would fool the eye', () => {
    for (const isColoured of [false, true])
      assert.equal(textOf(html`${textBlock(json, isColoured, jsonTokens)}`), '"a\\u{202e}b": 1');
  });

  it('are a single text until they are seen, however many escapes they have', () => {
    assert.deepEqual(classes(false), []);
  });

  it('dim a thousand escapes and show the others as they are', () => {
    const many = html`${textBlock(`"${'a\u202e'.repeat(1001)}"`, true, jsonTokens)}`;
    assert.equal(elements(many).filter(({ attributes }) => attributes.class === 'escape').length, 1000);
    assert.equal(textOf(many), `"${'a\\u{202e}'.repeat(1001)}"`);
  });

  it('show the beginning of a long line, escaped and coloured as if it were whole', () => {
    const long = `"k": "${'\u202e'.repeat(40_000)}"`;
    for (const isColoured of [false, true])
      assert.equal(textOf(html`${textBlock(long, isColoured, jsonTokens)}`), `"k": "${'\\u{202e}'.repeat(32_768 - 6)}`);
    const cut = html`${textBlock(long, true, jsonTokens, 8)}`;
    assert.equal(textOf(cut), '"k": "\\u{202e}\\u{202e}');
    assert.deepEqual(
      elements(cut).map(({ attributes }) => attributes.class),
      ['token-key', 'token-string', 'escape'],
    );
    assert.equal(textOf(html`${textBlock('"k👩‍💻"', true, jsonTokens, 5)}`), '"k', 'no character is cut');
  });

  it('have colours when they are seen', () => {
    assert.deepEqual(classes(true), ['token-key', 'escape', 'token-number']);
  });
});
