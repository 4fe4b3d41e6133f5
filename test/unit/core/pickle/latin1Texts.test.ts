import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Latin1Texts } from '../../../../src/core/pickle/latin1Texts.ts';

const bytesOf = (text: string) => new Latin1Texts(100_000).bytesOf(text);
const long = (text: string, isEscaped = false) => ({
  kind: 'text' as const,
  bytes: new TextEncoder().encode(text),
  ...(isEscaped && { isEscaped: true as const }),
});

describe('bytes pickled as text', () => {
  it('are one byte for each latin1 character', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => assert.deepEqual(bytesOf(Buffer.from(bytes).toString('latin1')), bytes)),
    );
    assert.deepEqual(bytesOf(''), new Uint8Array());
  });

  it('are rejected if a character is beyond latin1', () => {
    for (const text of ['Ā', 'a€', '👋', 'ÿĀ']) assert.equal(bytesOf(text), undefined, text);
  });

  it('are rejected if UTF-8 is truncated or invalid', () => {
    const texts = new Latin1Texts(100);
    for (const bytes of [[0xc3], [0xc3, 0x41], [0xff]]) {
      assert.equal(texts.bytesOf({ kind: 'text', bytes: Uint8Array.from(bytes) }), undefined, String(bytes));
    }
  });

  it('are unescaped if the text has escapes', () => {
    assert.deepEqual(new Latin1Texts(100).bytesOf(long('a\\u00ff', true)), Uint8Array.of(97, 255));
    assert.equal(new Latin1Texts(100).bytesOf(long('\\u0100', true)), undefined);
  });

  it('are decoded once for a long text, however often they are requested', () => {
    const texts = new Latin1Texts(5);
    const text = long('abcde');
    const first = texts.bytesOf(text);
    assert.equal(texts.bytesOf(text), first);
    assert.equal(first?.length, 5);
  });

  it('are limited to the available room in total', () => {
    const texts = new Latin1Texts(5);
    assert.equal(texts.bytesOf('abcdef'), undefined);
    assert.equal(texts.bytesOf('éÿé')?.length, 3);
    assert.equal(texts.bytesOf('abc'), undefined);
    assert.equal(texts.bytesOf(long('abc', true)), undefined);
    assert.equal(texts.bytesOf(long('ab', true))?.length, 2);
    assert.equal(texts.bytesOf('a'), undefined);
  });
});
