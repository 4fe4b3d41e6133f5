import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EnclosedFraming } from '../../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const mllp: EnclosedFraming = { start: { hex: '0b' }, end: { hex: '1c 0d' } };
const angles: EnclosedFraming = { start: '<<', end: '>>' };

/** Returns the frames of a whole stream, searched from each place anew. */
function framesOf(wire: string, start: string, end: string): string[] {
  const frames: string[] = [];
  const after = (sequence: string, from: number) => {
    const at = wire.indexOf(sequence, from);
    return at < 0 ? Number.POSITIVE_INFINITY : at + sequence.length;
  };
  for (let at = 0; ; ) {
    const started = after(start, at);
    const noise = wire.slice(at, started - start.length);
    if (noise.length > 0) frames.push(`noise ${noise}`);
    if (started > wire.length) return frames;
    at = started;
    for (let isInside = true; isInside; ) {
      const ended = after(end, at);
      const restarted = end.includes(start) ? Number.POSITIVE_INFINITY : after(start, at);
      isInside = restarted < ended;
      const [next, sequence] = isInside ? [restarted, start] : [ended, end];
      const content = wire.slice(at, next - sequence.length);
      if (next > wire.length) return content.length > 0 ? [...frames, `unterminated ${content}`] : frames;
      frames.push(isInside ? `brokenEnvelope ${content}` : content);
      at = next;
    }
  }
}

describe('frames between a start and an end', () => {
  it('are the same as in a whole stream, whatever the start and the end', () => {
    const texts = (minLength: number, maxLength: number) =>
      fc.array(fc.constantFrom('a', 'b'), { minLength, maxLength }).map(parts => parts.join(''));
    fc.assert(
      fc.property(texts(1, 3), texts(1, 4), texts(0, 40), fc.array(fc.nat(40)), (start, end, wire, cuts) => {
        const decoder = framingFor({ start, end }).decoder(100);
        assert.deepEqual(decode(decoder, utf8(wire), cuts).map(shown), framesOf(wire, start, end));
      }),
      { numRuns: 2000 },
    );
  });

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
    ['finds a start right after an end that resembles it', { start: 'aa', end: 'aaa' }, 'aabaaaaacaaa', ['b', 'c']],
    ['ignores blanks that may begin a start', { start: ' <', end: '>' }, '  <a>   <b> ', ['a', 'b']],
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
