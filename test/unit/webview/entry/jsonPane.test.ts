import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { prettyJsonUnits } from '../../../../src/core/bytes/prettyJson.ts';
import { jsonOf, jsonPane, mayBeJson } from '../../../../webview/entry/jsonPane.ts';
import { elements } from '../../../support/templates.ts';

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

  it('is read in the encoding that is shown', () => {
    const utf16 = Buffer.from('{"a":1}', 'utf16le');
    assert.equal(jsonOf(utf16, 'utf16le'), '{\n  "a": 1\n}');
    assert.equal(jsonOf(utf16, 'utf8'), undefined);
  });

  it('is none where the rest is no JSON', () => {
    assert.equal(jsonOf(Buffer.from('{"a":1} x'), 'utf8'), undefined);
    assert.equal(jsonOf(Buffer.from('12'), 'utf8'), undefined);
  });
});

describe('the pane with JSON', () => {
  const blocks = (json: string) =>
    elements(jsonPane(json)).filter(({ attributes }) => attributes.class === 'json-block');

  it('lays out a hundred lines at a time, none lost or twice', () => {
    const lines = Array.from({ length: 250 }, (_, at) => `${at}`);
    const shown = blocks(lines.join('\n'));
    assert.equal(shown.length, 3);
    assert.deepEqual(
      shown.flatMap(({ text }) => text.split(' ')),
      lines,
    );
    assert.equal(blocks(lines.slice(0, 100).join('\n')).length, 1);
    assert.equal(blocks(lines.slice(0, 101).join('\n')).length, 2);
  });

  it('shows as an escape what would fool the eye', () => {
    const [shown] = elements(jsonPane('"a\u202eb"')).filter(({ attributes }) => attributes.class === 'escape');
    assert.equal(shown?.text, '\\u{202e}');
  });
});
