import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const fix = { pattern: String.raw`\x0110=\d{3}\x01` };

describe('frames that end with a match', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'keeps the match',
      fix.pattern,
      '8=F\x0110=123\x018=G\x0110=12\x0110=004\x01',
      ['8=F\x0110=123\x01', '8=G\x0110=12\x0110=004\x01'],
    ],
    ['ends at the first byte that completes a match', 'a+', 'xaab', ['xa', 'a', 'unterminated b']],
    ['takes the frame for the text of anchors', '^b|c$', 'abxcb', ['abxc', 'b']],
    ['knows word boundaries', String.raw`\bend\b`, 'trend end', ['trend end']],
    ['folds case if asked to', '(?i)END', 'an eNd', ['an eNd']],
    ['matches bytes', String.raw`\xff|ü`, 'aü', ['aü']],
    ['matches across lines if asked to', '(?m)^x$', 'a\nx', ['a\nx']],
    ['prefers no alternative', 'abc|ab', 'zab', ['zab']],
  ];
  for (const [title, pattern, wire, frames] of cases) {
    it(title, () => {
      const bytes = utf8(wire);
      for (const cuts of everyCut(bytes.length))
        assert.deepEqual(decode(framingFor({ pattern }).decoder(100), bytes, cuts).map(shown), frames, `${cuts}`);
    });
  }

  it('refuses to send a message that doesn’t end with a match, or earlier', () => {
    const encoder = framingFor(fix).encoder();
    assert.equal(String(wireOf(encoder.encode(utf8('8=F\x0110=123\x01')))), '8=F\x0110=123\x01');
    assert.throws(() => encoder.encode(utf8('8=F\x01')), /must end with a match of/);
    assert.throws(() => encoder.encode(utf8('\x0110=123\x01 ')), /ends the message early, after 8 bytes/);
  });

  it('splits text after each match', () => {
    const split = (text: string) =>
      framingFor({ pattern: ';' })
        .encoder()
        .split?.(utf8(text))
        .map(one => String(Buffer.from(one)));
    assert.deepEqual(split('a;b;c'), ['a;', 'b;', 'c']);
    assert.deepEqual(split('a'), ['a']);
    assert.deepEqual(split(''), ['']);
  });
});
