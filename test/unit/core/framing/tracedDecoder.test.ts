import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { Frame, FrameDecoder } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { SteppedDecoder } from '../../../../src/core/framing/steppedDecoder.ts';
import { TracedDecoder } from '../../../../src/core/framing/tracedDecoder.ts';

const maxBytes = 1024;
const traced = (framing: Framing) => new TracedDecoder(framingFor(framing), maxBytes);
const stepped = (framing: Framing) => new SteppedDecoder(framingFor(framing).decoder(maxBytes));
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');
const decoded = (decoder: FrameDecoder, wire: string) => decoder.push(Buffer.from(wire, 'latin1'), 0);

for (const [name, create] of Object.entries({ traced, stepped })) {
  describe(`a ${name} decoder`, () => {
    it('knows what follows each frame', () => {
      const cases: readonly (readonly [Framing, string, string[]])[] = [
        [{ line: 'lf' }, 'a\nbb\nc', ['bb\nc', 'c']],
        [{ line: 'any' }, 'a\r\nb\rc\n', ['b\rc\n', 'c\n', '']],
        [{ delimiter: '--' }, 'a----b', ['--b', 'b']],
        ['u8', '\x01a\0\x02b', ['\0\x02b', '\x02b']],
        ['netstring', '1:a,2:bc,3', ['2:bc,3', '3']],
        [{ start: '<', end: '>' }, '<a>x<b>y', ['x<b>y', 'y']],
        ['resp', '+a\r\n*1\r\n$1\r\nb\r\n+', ['*1\r\n$1\r\nb\r\n+', '+']],
        ['json', '{} [1]"a"x', [' [1]"a"x', '"a"x', 'x']],
      ];
      for (const [framing, wire, rests] of cases)
        for (const [at, rest] of rests.entries()) {
          const decoder = create(framing);
          const frames = decoded(decoder, wire).filter(({ flaw }) => flaw === undefined);
          assert.equal(text(decoder.restAfter(frames[at] as Frame)?.bytes), rest, `${JSON.stringify(framing)} ${at}`);
        }
    });

    it('gives an LF that is still to come to the CR before it', () => {
      const decoder = create({ line: 'any' });
      const [frame] = decoded(decoder, 'a\r');
      assert.deepEqual(frame && decoder.restAfter(frame), { bytes: Buffer.alloc(0), skipped: 10 });
    });

    it('knows nothing of frames with a flaw, or of earlier pushes', () => {
      const decoder = create({ line: 'lf' });
      const [first] = decoded(decoder, 'a\n');
      decoded(decoder, 'b\n');
      assert.equal(first && decoder.restAfter(first), undefined);
      const limited = create({ fixed: 2 });
      decoded(limited, 'a');
      const [cut] = limited.end(0);
      assert.equal(cut?.flaw, 'unterminated');
      assert.equal(limited.restAfter(cut), undefined);
    });

    it('decodes as without it, however the bytes are split', () => {
      const wire = Buffer.from('\x03abc\x01x\0\x02yz\x05', 'latin1');
      fc.assert(
        fc.property(fc.array(fc.nat(wire.length)), cuts => {
          const decoder = create('u8');
          const ends = [...cuts, wire.length].toSorted((one, other) => one - other);
          const frames = ends.flatMap((end, at) => decoder.push(wire.subarray(ends[at - 1] ?? 0, end), 0));
          assert.deepEqual(
            frames.map(({ bytes }) => text(bytes)),
            ['abc', 'x', '', 'yz'],
          );
        }),
      );
    });
  });
}

describe('a traced decoder of frames that end with the next byte', () => {
  it('begins what follows with that byte', () => {
    const idle = traced({ idleMs: 10 });
    idle.push(Buffer.from('a'), 0);
    const [frame] = idle.push(Buffer.from('bc'), 20);
    assert.equal(text(frame && idle.restAfter(frame)?.bytes), 'bc');
    const json = traced('json');
    const [number] = decoded(json, '12"a"');
    assert.equal(text(number && json.restAfter(number)?.bytes), '"a"');
  });

  it('has the rest of a read that is a frame', () => {
    const none = new TracedDecoder(framingFor('none'), 2);
    const [first, second] = decoded(none, 'abc');
    assert.equal(text(first && none.restAfter(first)?.bytes), 'c');
    assert.equal(text(second && none.restAfter(second)?.bytes), '');
  });
});
