import assert from 'node:assert/strict';
import { jsonDecoder } from '../../../../src/core/decoders/jsonDecoder.ts';
import { prettyJsonUnits } from '../../../../src/core/decoders/prettyJson.ts';
import { inputOf } from '../../../support/inputOf.ts';

describe('the JSON decoder', () => {
  const sniffed = (text: string, length = text.length) => jsonDecoder.sniff(inputOf(text, { length }));
  const decoded = async (...payload: Parameters<typeof inputOf>) => {
    const found = await jsonDecoder.decode(inputOf(...payload));
    if (found && found.kind !== 'text') assert.fail(found.kind);
    return found?.text;
  };

  it('looks for an object or an array at the start, after blanks', () => {
    for (const text of ['{', '[', ' \t\r\n{"a', '\ufeff[1', '{not json'])
      assert.equal(sniffed(text), 'preferred', text);
    for (const text of ['', ' ', '1', '"a"', 'x{', '\v{', 'null']) assert.equal(sniffed(text), undefined, text);
  });

  it('doesn’t look beyond too many blanks, or in too much text', () => {
    assert.equal(sniffed(`${' '.repeat(255)}{`), 'preferred');
    assert.equal(sniffed(`${' '.repeat(256)}{`), undefined);
    assert.equal(sniffed('{', prettyJsonUnits), 'preferred');
    assert.equal(sniffed('{', prettyJsonUnits + 1), undefined);
  });

  it('indents JSON in the displayed encoding', async () => {
    const utf16 = Buffer.from('{"a":1}', 'utf16le');
    assert.equal(await decoded(utf16, { encoding: 'utf16le' }), '{\n  "a": 1\n}');
    assert.equal(await decoded(utf16), undefined);
  });

  it('finds nothing if the rest isn’t JSON', async () => {
    assert.equal(await decoded('{"a":1} x'), undefined);
    assert.equal(await decoded('['.repeat(100_000)), undefined);
  });

  it('finds nothing nested too deep, or too long once indented', async () => {
    assert.equal(await decoded(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), undefined);
    assert.equal(await decoded(`[${'1,'.repeat(8 * 1024 * 1024)}1]`), undefined);
  });
});
