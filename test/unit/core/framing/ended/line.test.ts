import assert from 'node:assert/strict';
import type { Framing } from '../../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { copiedBytes } from '../copiedBytes.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('line framing', () => {
  it('accepts a line of exactly the limit and splits a longer one', () => {
    for (const ending of ['\n', '\r\n']) {
      const framing: Framing = { line: ending === '\n' ? 'lf' : 'crlf' };
      for (const cuts of everyCut(8)) {
        const exact = decode(
          framingFor(framing).decoder(4),
          utf8(`1234${ending}x${ending}`),
          cuts.filter(cut => cut < 6),
        );
        assert.deepEqual(exact.map(shown), ['1234', 'x']);
        const over = decode(
          framingFor(framing).decoder(4),
          utf8(`12345${ending}x${ending}`),
          cuts.filter(cut => cut < 7),
        );
        assert.deepEqual(over.map(shown), ['tooLong 1234', 'tooLong 5', 'x']);
      }
    }
  });

  it('sends a line with its own ending unchanged, and adds one to others', () => {
    const wire = (line: 'lf' | 'crlf' | 'cr' | 'any', text: string, lineEnding?: 'none' | 'lf' | 'crlf' | 'cr') =>
      String(wireOf(framingFor({ line }, lineEnding).encoder().encode(utf8(text))));
    for (const own of ['a\n', 'a\r\n', 'a\r', '\n']) assert.equal(wire('any', own), own);
    assert.equal(wire('any', 'a'), 'a\n');
    assert.equal(wire('any', 'a', 'crlf'), 'a\r\n');
    assert.equal(wire('any', 'a', 'cr'), 'a\r');
    assert.equal(wire('any', 'a', 'none'), 'a\n');
    assert.equal(wire('lf', 'a\r\n'), 'a\r\n');
    assert.equal(wire('crlf', 'a\r\n', 'lf'), 'a\r\n');
    assert.equal(wire('crlf', 'a\n'), 'a\n\r\n');
  });

  it('removes the ending, and nothing else, from what the receiver delivers', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    const contents = ['ab\r\n', 'ab\n', 'ab\r', 'ab', '\r\n'].map(line => encoder.content?.(utf8(line)));
    assert.deepEqual(
      contents.map(bytes => Buffer.from(bytes ?? []).toString()),
      ['ab', 'ab', 'ab', 'ab', ''],
    );
  });

  it('splits text after each line ending and keeps the endings', () => {
    const lines = (line: 'lf' | 'crlf' | 'any', text: string) =>
      framingFor({ line })
        .encoder()
        .split?.(utf8(text))
        .map(one => Buffer.from(one).toString());
    assert.deepEqual(lines('any', 'a\r\nb\nc\rd'), ['a\r\n', 'b\n', 'c\r', 'd']);
    assert.deepEqual(lines('any', 'a\n\n'), ['a\n', '\n']);
    assert.deepEqual(lines('any', ''), ['']);
    assert.deepEqual(lines('lf', 'a\r\nb'), ['a\r\n', 'b']);
    assert.deepEqual(lines('crlf', 'a\nb\r\n'), ['a\nb\r\n']);
  });

  it('keeps an empty line after one that ends with CR', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    const wire = Buffer.concat(['a\r', '', ''].map(line => wireOf(encoder.encode(utf8(line)))));
    assert.equal(String(wire), 'a\r\r\n\n');
    assert.deepEqual(framingFor({ line: 'any' }).decoder(9).push(wire, 0).map(shown), ['a', '', '']);
  });

  it('keeps a separately sent line ending apart from a preceding CR', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    const wire = Buffer.concat(['a\r', '\n', 'b\n', '\n'].map(text => wireOf(encoder.encode(Buffer.from(text)))));
    assert.equal(String(wire), 'a\r\r\nb\n\n');
    assert.deepEqual(framingFor({ line: 'any' }).decoder(9).push(wire, 0).map(shown), ['a', '', 'b', '']);
  });

  it('rejects a line ending inside a message', () => {
    for (const line of ['lf', 'crlf', 'cr', 'any'] as const) {
      const inside = { lf: 'a\nb', crlf: 'a\r\nb', cr: 'a\rb', any: 'a\rb' }[line];
      assert.throws(() => framingFor({ line }).encoder().encode(utf8(inside)), {
        name: 'RangeError',
        message: /line ending/,
      });
    }
  });

  it('copies a small multiple of the bytes that arrive one at a time', () => {
    const decoder = framingFor({ line: 'lf' }).decoder(2 ** 20);
    const bytes = 2 ** 15;
    const copied = copiedBytes(() => {
      for (let sent = 0; sent < bytes; sent++) assert.equal(decoder.push(utf8('a'), 0).length, 0);
      assert.deepEqual(decoder.push(utf8('\n'), 0)[0]?.bytes, new Uint8Array(bytes).fill(97));
    });
    assert.ok(copied <= 2 * bytes + 2, `${copied} bytes`);
  });

  for (const line of ['lf', 'crlf', 'cr', 'any'] as const) {
    it(`reads a chunk of nothing but line endings twice at most, by ${line}`, () => {
      for (const ending of ['\n', '\r', '\r\n']) {
        const chunk = SearchedBytes.from(utf8(ending.repeat(4096 / ending.length))) as SearchedBytes;
        SearchedBytes.searched = 0;
        const frames = framingFor({ line }).decoder(10_000).push(chunk, 0);
        assert.ok(SearchedBytes.searched <= 2 * 4096, `${SearchedBytes.searched} bytes`);
        const accepted = { lf: '\n', crlf: '\r\n', cr: '\r', any: ending }[line];
        if (accepted === ending) assert.equal(frames.length, 4096 / ending.length);
      }
    });
  }

  it('applies the limit to the bytes before a line ending of any kind', () => {
    const frames = (text: string) => decode(framingFor({ line: 'any' }).decoder(4), utf8(text)).map(shown);
    assert.deepEqual(frames('1234\r\n12345\rx'), ['1234', 'tooLong 1234', 'tooLong 5', 'unterminated x']);
  });

  it('has no line between a CR and an LF in a later chunk, unless the stream ended there', () => {
    const decoder = framingFor({ line: 'any' }).decoder(9);
    const push = (text: string) => decoder.push(utf8(text), 0).map(shown);
    assert.deepEqual([push('a\r'), push(''), push('\nb\r')], [['a'], [], ['b']]);
    assert.deepEqual([push('c'), push('\n')], [[], ['c']]);
    push('\r');
    decoder.end(0);
    assert.deepEqual(push('\n'), ['']);
  });
});

/** Counts the bytes that its native searches pass. */
class SearchedBytes extends Uint8Array {
  static searched = 0;

  override indexOf(byte: number, from = 0): number {
    const found = super.indexOf(byte, from);
    SearchedBytes.searched += (found < 0 ? this.length : found + 1) - from;
    return found;
  }
}
