import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasJpegEnd, type JpegScan, JpegScanner } from '../../../../src/core/video/jpegScanner.ts';
import { jpeg } from './images.ts';

const [soi, eoi, sos] = [
  [0xff, 0xd8],
  [0xff, 0xd9],
  [0xff, 0xda],
] as const;
const scan = (...bytes: number[]) => new JpegScanner().scan(Uint8Array.from(bytes), 0);
/** A segment with this content. */
const segment = (code: number, ...content: number[]) => [0xff, code, 0, content.length + 2, ...content];

describe('a JPEG scan', () => {
  it('completes wherever the image is cut in two, and one byte at a time', () => {
    const image = jpeg(640, 480);
    for (let cut = 2; cut <= image.length; cut++) {
      const scanner = new JpegScanner();
      const first = scanner.scan(image.subarray(0, cut), 2);
      if (cut === image.length) assert.deepEqual(first, { state: 'ended', at: image.length });
      else {
        assert.deepEqual(first, { state: 'inside', at: cut });
        assert.deepEqual(scanner.scan(image, cut), { state: 'ended', at: image.length });
      }
    }
    const scanner = new JpegScanner();
    const states = Array.from(image.subarray(2), byte => scanner.scan(Uint8Array.of(byte), 0).state);
    assert.deepEqual([states.at(-1), states.indexOf('ended')], ['ended', states.length - 1]);
  });

  it('is the same for a whole chunk as for single bytes, whatever the bytes are', () => {
    const byte = fc.oneof(fc.constantFrom(0, 0, 1, 2, 3, 4, 0xc4, 0xd0, 0xda, 0xe1, 0xff, 0xff, 0xff), fc.nat(255));
    const isBroken = fc.boolean();
    const bytes = fc.array(byte, { maxLength: 120 }).map(all => Uint8Array.from(all));
    fc.assert(
      fc.property(bytes, isBroken, (image, broken) => {
        const [whole, single] = [new JpegScanner(broken), new JpegScanner(broken)];
        const found = whole.scan(image, 0);
        let expected: JpegScan = { state: 'inside', at: image.length };
        for (let at = 0; at < image.length && expected.state === 'inside'; at++) {
          const { state } = single.scan(image.subarray(at, at + 1), 0);
          expected = { state, at: state === 'inside' ? image.length : at + 1 };
        }
        assert.deepEqual([found, whole.isBroken], [expected, single.isBroken]);
      }),
      { numRuns: 3000 },
    );
  });

  it('stops right after the end, and before what follows', () => {
    assert.deepEqual(scan(...segment(0xda, 1), 5, ...eoi, 1, 2), { state: 'ended', at: 8 } satisfies JpegScan);
    assert.deepEqual(scan(...eoi), { state: 'ended', at: 2 });
  });

  it('ignores an end marker inside a segment', () => {
    assert.deepEqual(scan(...segment(0xe1, ...soi, ...eoi), ...segment(0xda), 7), { state: 'inside', at: 13 });
  });

  it('skips stuffed zeros, restarts and fill bytes in the data', () => {
    assert.equal(scan(...segment(0xda), 0xff, 0, 0xff, 0xd0, 0xff, 0xd7, 0xff, 0xff, ...eoi).state, 'ended');
    assert.equal(scan(...segment(0xda), 1, ...segment(0xc4, 0xff, 0xd9), ...sos, 0, 2, 1, ...eoi).at, 18);
  });

  it('detects that the next image begins though this one has no end', () => {
    assert.deepEqual(scan(...segment(0xda), 1, 2, ...soi, 0xff), { state: 'next', at: 8 });
  });

  it('is broken without a marker, and still finds the end or the next image', () => {
    const broken = (...bytes: number[]) => {
      const scanner = new JpegScanner();
      const { state } = scanner.scan(Uint8Array.from(bytes), 0);
      return `${scanner.isBroken ? 'broken' : 'whole'} ${state}`;
    };
    assert.equal(broken(7, 7, ...eoi), 'broken ended');
    assert.equal(broken(0xff, 0x01, 7, ...eoi), 'broken ended');
    assert.equal(broken(0xff, 0xe0, 0, 1, 7, ...soi), 'broken next');
    assert.equal(broken(0xff, 0xe0, 0, 2, ...eoi), 'whole ended');
    assert.equal(broken(0xff, 0xff, 0xe0, 0, 3, 9, ...eoi), 'whole ended');
    // It no longer has segments.
    assert.equal(broken(7, 0xff, 0xe1, 0, 9, ...eoi), 'broken ended');
  });

  it('may begin broken', () => {
    const scanner = new JpegScanner(true);
    assert.deepEqual(scanner.scan(Uint8Array.of(1, 2, 0xff, 0xe1, 0, 9, ...soi), 0), { state: 'next', at: 8 });
  });

  it('reports whether bytes contain their end', () => {
    assert.ok(hasJpegEnd(jpeg(5, 3)) && hasJpegEnd(Buffer.concat([jpeg(5, 3), Buffer.from('behind')])));
    assert.ok(!hasJpegEnd(jpeg(5, 3).subarray(0, -1)) && !hasJpegEnd(new Uint8Array()));
  });
});
