import assert from 'node:assert/strict';
import type { EnclosedFraming } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from './decodeCut.ts';

const mllp: EnclosedFraming = { start: { hex: '0b' }, end: { hex: '1c 0d' } };
const angles: EnclosedFraming = { start: '<<', end: '>>' };

describe('frames between a start and an end', () => {
  const cases: [string, EnclosedFraming, string, string[]][] = [
    ['delivers what is between them', mllp, '\x0bMSH|a\rPID\x1c\r\x0b\x1c\r', ['MSH|a\rPID', '']],
    ['ignores blanks and line ends between frames', angles, ' \r\n<<a>>\t\n<<b>>\n', ['a', 'b']],
    [
      'delivers other bytes between frames as noise',
      angles,
      'no<ise<<a>>x<<b>>',
      ['noise no<ise', 'a', 'noise x', 'b'],
    ],
    ['delivers noise at the end of a stream', angles, '<<a>>rest<', ['a', 'noise rest<']],
    ['resynchronizes at a start inside a frame', angles, '<<ab<<c>>', ['brokenEnvelope ab', 'c']],
    ['ends at the first end', angles, '<<a>>>', ['a', 'noise >']],
    [
      'doesn’t take a start for a part of the end',
      { start: '|', end: '||' },
      '|a||b||',
      ['a', 'noise b', 'unterminated |'],
    ],
    ['takes one flag for a start and an end in turn', { start: '~', end: '~' }, '~a~~b~', ['a', 'b']],
    ['doesn’t take the start’s bytes for an end', { start: 'ab', end: 'bc' }, 'abcbc', ['c']],
    ['keeps what looks like an end or a start', angles, '<<a>b<c>>', ['a>b<c']],
    ['reports a frame without its end', angles, '<<a>', ['unterminated a>']],
  ];
  for (const [title, framing, wire, frames] of cases) {
    it(title, () => {
      for (const cuts of everyCut(wire.length))
        assert.deepEqual(decode(framingFor(framing).decoder(100), utf8(wire), cuts).map(shown), frames, `${cuts}`);
    });
  }

  it('says where the end of a frame is missing', () => {
    const [frame] = framingFor(angles).decoder(100).push(utf8('<<ab<<'), 0);
    assert.deepEqual(frame?.broken, { at: 2, expected: 'trailer', resumes: true });
  });

  it('cuts long noise into pieces that are all noise', () => {
    const frames = decode(framingFor(angles).decoder(4), utf8('123456789<<a>>'));
    assert.deepEqual(frames.map(shown), ['noise 1234', 'noise 5678', 'noise 9', 'a']);
    const decoder = framingFor(angles).decoder(100);
    decoder.push(utf8('123456789'), 0);
    assert.deepEqual(decoder.cut?.().map(shown), ['noise 1234567']);
  });

  it('keeps no memory for blanks, and no read after it', () => {
    const decoder = framingFor(angles).decoder(100);
    for (let read = 0; read < 100; read++) assert.deepEqual(decoder.push(utf8('\r\n'.repeat(1000)), 0), []);
    assert.equal(decoder.unfinishedBytes, 0);
  });

  it('adds both to a message', () => {
    assert.equal(String(wireOf(framingFor(mllp).encoder().encode(utf8('a')))), '\x0ba\x1c\r');
  });

  it('refuses a message in which the other side would find one of them', () => {
    for (const [framing, message] of [
      [mllp, 'a\x1c\rb'],
      [mllp, 'a\x0bb'],
      [angles, 'a<<'],
      [angles, 'a>'],
      [{ start: '|', end: '||' }, 'a|'],
    ] as [EnclosedFraming, string][])
      assert.throws(() => framingFor(framing).encoder().encode(utf8(message)), {
        name: 'RangeError',
        message: /the bytes that start or end one/,
      });
    assert.equal(framingFor({ start: '|', end: '||' }).encoder().encode(utf8('a|b')).length, 6);
  });
});
