import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { unescapeText } from '../../../../src/core/bytes/escapedText.ts';
import { unescapeBytes } from '../../../../src/core/bytes/escapes.ts';
import { pastableText, visibleRuns, visibleText } from '../../../../src/core/bytes/visibleText.ts';
import { anyText } from '../../../support/anyText.ts';

describe('text made visible', () => {
  it('shows controls, bytes that aren’t text, and characters made to deceive', () => {
    assert.equal(
      visibleText('a\r\n\t\0\x1b\x02\x7f\udcff\u202eb\u200b'),
      'a\\r\\n\\t\\0\\e\\x02\\x7f\\xff\\u{202e}b\\u{200b}',
    );
  });

  it('distinguishes a multibyte character from a byte that isn’t text, so that both round-trip', () => {
    const bytes = Uint8Array.of(0xc2, 0x85, 0x85, 0xc2, 0xad, 0xad, 0xc2, 0x80, 0xc2, 0x9f, 0x7f, 1);
    const escaped = '\\u{85}\\x85\\u{ad}\\xad\\u{80}\\u{9f}\\x7f\\x01';
    const text = decodeText(bytes, 'utf8');
    assert.equal(visibleText(text), escaped);
    assert.equal(pastableText(text), escaped);
    assert.deepEqual([...unescapeBytes(escaped, 'utf8')], [...bytes]);
    const controls = fc.array(
      fc.oneof(
        fc.nat(0xff).map(code => [code]),
        fc.nat(0xff).map(code => [...new TextEncoder().encode(String.fromCharCode(code))]),
      ),
    );
    fc.assert(
      fc.property(controls, given => {
        const sent = Uint8Array.from(given.flat().filter(byte => byte !== 0x5c));
        assert.deepEqual([...unescapeBytes(visibleText(decodeText(sent, 'utf8')), 'utf8')], [...sent]);
      }),
    );
    const latin1 = Uint8Array.of(0x85, 0xad);
    assert.deepEqual([...unescapeBytes(visibleText(decodeText(latin1, 'latin1')), 'latin1')], [...latin1]);
  });

  it('contains no escape that following digits would extend', () => {
    const bytes = Uint8Array.of(0, 0x33, 0x33, 0, 0, 0x39, 0, 0x61, 0);
    const escaped = '\\x0033\\0\\x009\\0a\\0';
    const text = decodeText(bytes, 'utf8');
    assert.equal(visibleText(text), escaped);
    assert.equal(pastableText(text), escaped);
    assert.deepEqual([...unescapeBytes(escaped, 'utf8')], [...bytes]);
    assert.deepEqual(visibleRuns('\0', '3'), [{ kind: 'escape', text: '\\x00' }]);
    assert.deepEqual(visibleRuns('\0', 'a'), [{ kind: 'escape', text: '\\0' }]);
  });

  it('leaves ordinary text unchanged', () =>
    assert.deepEqual(visibleRuns('grüß 👋🏽'), [{ kind: 'text', text: 'grüß 👋🏽' }]));

  it('keeps composed emoji intact, and escapes the same joiner anywhere else', () => {
    for (const whole of ['👩‍💻', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🧑🏽‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])
      assert.deepEqual(visibleRuns(`a${whole}b`), [{ kind: 'text', text: `a${whole}b` }]);
    assert.equal(visibleText('a\u200db'), 'a\\u{200d}b');
    assert.equal(visibleText('👩\u200dx'), '👩\\u{200d}x');
    assert.equal(visibleText('👩‍💻\u200b'), '👩‍💻\\u{200b}');
    assert.match(visibleText('🏴\u{e0061}\u{e0062}\u{e007f}'), /^🏴\\u\{e0061\}/, 'text hidden behind a flag');
  });

  it('keeps joiners required by spelling, and escapes them anywhere else', () => {
    const persian = 'می\u200cخواهم نامهٔ\u200cشما';
    const bengali = 'র\u200d্য';
    for (const words of [persian, 'क्\u200dष क्\u200cष', bengali, 'ශ්\u200dරී', 'ߞ\u200dߊ'])
      assert.deepEqual(visibleRuns(words), [{ kind: 'text', text: words }]);
    assert.equal(visibleText('می\u200c\u200cخ'), 'می\\u{200c}\\u{200c}خ', 'twice');
    assert.equal(visibleText('\u200cمی\u200c'), '\\u{200c}می\\u{200c}', 'at an end');
    assert.equal(visibleText('می\u200c خ'), 'می\\u{200c} خ', 'at the end of a word');
    assert.equal(visibleText('a\u200cb۱\u200d۲'), 'a\\u{200c}b۱\\u{200d}۲', 'between other letters, and digits');
    assert.equal(visibleText('می\u200fخ\u202eه'), 'می\\u{200f}خ\\u{202e}ه', 'direction marks');
  });

  it('breaks lines once after each line ending', () => {
    const kinds = visibleRuns('a\r\nb\rc\nd').map(({ kind, text }) => `${kind} ${text}`);
    assert.deepEqual(kinds, [
      'text a',
      'escape \\r',
      'newline \\n',
      'text b',
      'newline \\r',
      'text c',
      'newline \\n',
      'text d',
    ]);
  });

  it('keeps tabs and line breaks when pasted, and nothing that a terminal interprets', () => {
    const text = 'a\tb\r\nc\rd\n\x1b[201~\x9b2J\0\x07\x7f\u202e\u2028😀\udcff';
    assert.equal(pastableText(text), 'a\tb\r\nc\\rd\n\\e[201~\\u{9b}2J\\0\\x07\\x7f\\u{202e}\\u{2028}😀\\xff');
    assert.equal(pastableText('a\x02\x000', 'utf16be'), 'a\\u{2}\\u{0}0', 'as in the chat');
    assert.equal(pastableText('👩\u200d🚀 می\u200cخ'), '👩\u200d🚀 می\u200cخ');
    fc.assert(
      fc.property(anyText(), any => {
        assert.doesNotMatch(
          pastableText(any).replaceAll('\r\n', ''),
          /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u,
        );
      }),
    );
  });

  it('is the same in runs and as one string', () => {
    fc.assert(
      fc.property(anyText(), text => {
        const joined = visibleRuns(text)
          .map(run => run.text)
          .join('');
        assert.equal(joined, visibleText(text));
      }),
    );
  });

  it('has escapes that encode the same text when typed, in every encoding', () => {
    const text = 'a\x02\0\x31\0b\x1b\u202e\n';
    assert.equal(visibleText(text), 'a\\x02\\x001\\0b\\e\\u{202e}\\n');
    assert.equal(visibleText(text, 'utf16le'), 'a\\u{2}\\u{0}1\\0b\\e\\u{202e}\\n');
    for (const encoding of ['utf8', 'utf16le', 'utf16be'] as const)
      assert.equal(unescapeText(visibleText(text, encoding), encoding), text, encoding);
    assert.equal(visibleRuns('\x02', '', 'utf16be')[0]?.text, '\\u{2}');
  });
});
