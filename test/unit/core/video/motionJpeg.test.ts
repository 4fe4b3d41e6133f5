import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { MotionJpegDecoder } from '../../../../src/core/video/motionJpeg.ts';
import { jpeg } from './images.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const limit = 1000;

/** Decodes bytes in chunks that end at the cuts, then ends the stream. */
function decode(decoder: MotionJpegDecoder, bytes: Uint8Array, cuts: readonly number[] = []): Frame[] {
  const ends = [...new Set([...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const frames = ends.flatMap((end, at) => decoder.push(bytes.subarray(ends[at - 1] ?? 0, end)));
  return [...frames, ...decoder.end()];
}

const shown = (frames: readonly Frame[]) =>
  frames.map(({ bytes, flaw }) => `${flaw ? `${flaw} ` : ''}${Buffer.from(bytes).toString('latin1')}`);

const cuts = fc.array(fc.nat(2000));

describe('motion JPEG', () => {
  const decoder = () => new MotionJpegDecoder(limit);
  const data = fc.uint8Array({ maxLength: 30 }).map(bytes => bytes.filter(byte => byte !== 0xff));
  const picture = data.map(bytes => Buffer.from(jpeg(8, 8, bytes)).toString('latin1'));
  const header = (length?: number) =>
    `--ffmpeg\r\nContent-type: image/jpeg\r\n${length === undefined ? '' : `Content-length: ${length}\r\n`}\r\n`;

  it('delivers each picture, with or without headers and a length, however it is cut', () => {
    const part = fc.record({ picture, style: fc.constantFrom('bare', 'headers', 'length') });
    fc.assert(
      fc.property(fc.array(part), cuts, (parts, at) => {
        const stream = parts.map(({ picture: content, style }) => {
          if (style === 'bare') return content;
          return `\r\n${header(style === 'length' ? content.length : undefined)}${content}\r\n`;
        });
        const bytes = latin1(`${stream.join('')}--ffmpeg--\r\n`);
        assert.deepEqual(
          shown(decode(decoder(), bytes, at)),
          parts.map(({ picture: content }) => content),
        );
      }),
    );
  });

  it('resynchronizes after a truncated picture, at the latest where its last segment would have ended', () => {
    const whole = Buffer.from(jpeg(8, 8)).toString('latin1');
    for (let length = 2; length < whole.length - 2; length++) {
      const stream = latin1(`${header()}${whole.slice(0, length)}${header()}${whole.repeat(200)}`);
      const frames = decode(new MotionJpegDecoder(65536), stream);
      assert.ok(shown(frames.slice(-1))[0] === whole, String(length));
    }
    assert.deepEqual(shown(decode(decoder(), latin1(whole.slice(0, -1)))), [`unterminated ${whole.slice(0, -1)}`]);
  });

  it('delivers no frame for many picture beginnings, and then the picture', () => {
    const whole = Buffer.from(jpeg(8, 8)).toString('latin1');
    const stream = latin1('\xff\xd8'.repeat(30_000) + whole);
    assert.deepEqual(shown(decode(decoder(), stream)), [whole]);
  });

  it('trusts a length, and stops at a wrong one', () => {
    assert.deepEqual(shown(decode(decoder(), latin1(`${header(0)}${header(3)}abc\r\n`))), ['', 'abc']);
    assert.deepEqual(shown(decode(decoder(), latin1(`${header(3)}ab`))), ['unterminated ab']);
    const [frame] = decode(decoder(), latin1(`${header(10 ** 12)}abc`));
    assert.deepEqual([frame?.flaw, frame?.announced], ['brokenLength', 10n ** 12n]);
    assert.deepEqual(shown(decode(decoder(), latin1(`${header(limit + 1)}`))), ['brokenLength ']);
  });

  it('stops at what is neither text nor JPEG, and delivers everything that follows as it arrives', () => {
    assert.deepEqual(shown(decode(decoder(), latin1('--a\r\n\x00bcdef'), [5, 8])), ['malformed \x00bc', 'def']);
    assert.deepEqual(shown(decode(decoder(), latin1('\xff\x00bcdef'), [1, 4])), ['malformed \xff\x00bc', 'def']);
    assert.equal(decode(decoder(), latin1('a'.repeat(5000)))[0]?.flaw, 'malformed');
  });

  it('stops at a picture beyond the limit', () => {
    const long = latin1(`\xff\xd8\xff\xda\x00\x02${'a'.repeat(2 * limit)}`);
    for (const at of [[], [limit], [limit + 1]]) {
      assert.equal(decode(decoder(), long, at).filter(({ flaw }) => flaw === 'tooLong').length, 1);
      assert.equal(Buffer.concat(decode(decoder(), long, at).map(({ bytes }) => bytes)).length, long.length);
    }
  });

  it('follows unwanted pictures, keeps none of them, and delivers the next ones', () => {
    const [first, second] = [Buffer.from(jpeg(8, 8, new Uint8Array(300))), Buffer.from(jpeg(9, 9))];
    for (let cut = 0; cut <= first.length; cut++) {
      const one = decoder();
      one.areWanted = false;
      const frames = one.push(first.subarray(0, cut));
      assert.equal(one.reservedBytes, 0);
      one.areWanted = true;
      frames.push(...one.push(first.subarray(cut)), ...one.push(second));
      const wanted = cut === 0 ? [first, second] : [second];
      assert.deepEqual(
        shown(frames),
        wanted.map(bytes => bytes.toString('latin1')),
        `cut at ${cut}`,
      );
    }
  });

  it('stops after unwanted pictures at the same place as after others', () => {
    const whole = Buffer.from(jpeg(8, 8));
    const damaged = latin1(`\xff\xd8\0${'a'.repeat(100)}`);
    const long = latin1(`\xff\xd8\xff\xda\x00\x02${'a'.repeat(2 * limit)}`);
    for (const behind of [latin1(`\0${'b'.repeat(100)}\xff\xd9`), damaged, long]) {
      const stream = Buffer.concat([whole, behind, whole]);
      const flawsOf = (areWanted: boolean) => {
        const one = decoder();
        one.areWanted = areWanted;
        return decode(one, stream).flatMap(({ bytes, flaw }) => (flaw ? [[flaw, bytes[1]]] : []));
      };
      const wanted = flawsOf(true);
      assert.ok(wanted.length > 0);
      assert.deepEqual(flawsOf(false), wanted);
    }
  });

  it('skips the arriving picture, and delivers the next', () => {
    const picture = Buffer.from(jpeg(8, 8));
    const one = decoder();
    one.push(picture.subarray(0, 30));
    assert.equal(one.reservedBytes, 30);
    one.skip();
    assert.equal(one.reservedBytes, 0);
    const frames = [...one.push(picture.subarray(30)), ...one.push(picture)];
    assert.deepEqual(shown(frames), [picture.toString('latin1')]);
  });

  it('accepts any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000, size: 'max' }), cuts, (bytes, at) => {
        decode(decoder(), bytes, at);
        decode(decoder(), Buffer.concat([Uint8Array.of(0xff, 0xd8), bytes]), at);
      }),
    );
  });
});
