import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FramedDecoder, type FramedPiece } from '../../../../src/core/transfer/framedDecoder.ts';
import { dataHeader, encodeMessage, type FramedMessage } from '../../../../src/core/transfer/framedMessage.ts';
import { feed, latin1, shown } from './framedPieces.ts';

describe('FramedDecoder, by chance', () => {
  const count = fc.maxSafeNat();
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'));
  const text = fc.string({ maxLength: 300, unit: 'grapheme' }).filter(one => Buffer.byteLength(one) <= 1024);
  const data = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const receiverMessage: fc.Arbitrary<FramedMessage> = fc.oneof(
    fc.record({ type: fc.constant('have'), offset: count, sha256: hash }),
    fc.record({ type: fc.constant('receipt'), bytes: count, sha256: hash }),
    fc.record({ type: fc.constant('refuse'), reason: text }),
  );
  const anyFile = fc
    .record({
      name: text.filter(name => name !== ''),
      size: count,
      modifiedMs: fc.integer({ min: -8.64e15, max: 8.64e15 }),
      offset: fc.option(count, { nil: undefined }),
      data: fc.array(fc.oneof(data, receiverMessage)),
      last: fc.oneof(
        fc.record({ type: fc.constant('end'), sha256: hash }),
        fc.record({ type: fc.constant('cancel'), reason: text }),
      ),
    })
    .map(({ offset, data: parts, last, ...fields }): (FramedMessage | Uint8Array)[] => [
      { type: 'file', version: 1, ...fields, resume: offset !== undefined },
      ...(offset === undefined ? [] : [{ type: 'from', offset } as const]),
      ...parts,
      last,
    ]);

  it('gives back what was encoded, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 4 }), fc.array(fc.nat(4000)), (files, cuts) => {
        const parts = files.flat();
        const wire = Buffer.concat(
          parts.flatMap(part => (part instanceof Uint8Array ? [dataHeader(part.length), part] : [encodeMessage(part)])),
        );
        const decoder = new FramedDecoder();
        assert.deepEqual(
          joined(feed(decoder, wire, cuts)),
          joined(parts.map(part => (part instanceof Uint8Array ? { data: part } : { message: part }))),
        );
        assert.deepEqual(decoder.end(), new Uint8Array());
      }),
    );
  });

  it('loses no byte of what is not framed, and finds the same flaw however it is cut', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '{"type":"file","version":1,"name":"a","size":5}\n',
        '{"type":"file","version":1,"name":"a","size":5,"resume":true}\n',
        `{"type":"end","sha256":"${'0'.repeat(64)}"}\n`,
        '{"type":"cancel","reason":""}\n',
        '{"type":"refuse","reason":""}\n',
        '{"type":"data","bytes":3}\nabc',
        '{"type":"later"}\n',
        '{}\n',
        '{',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(400)), (lines, cuts) => {
        const wire = latin1(lines.join(''));
        const [decoder, cutting] = [new FramedDecoder(), new FramedDecoder()];
        const whole = decoder.push(wire);
        assert.deepEqual(shown(feed(cutting, wire, cuts)), shown(whole));
        // Joined of pieces or not, the same bytes.
        assert.deepEqual(Buffer.from(cutting.end()), Buffer.from(decoder.end()));
        const raw = Buffer.concat(whole.flatMap(piece => ('raw' in piece ? [piece.raw] : [])));
        assert.deepEqual(wire.subarray(wire.length - raw.length), raw);
      }),
    );
  });

  /** Neighbouring data as one: where it was cut is not kept. */
  function joined(pieces: readonly FramedPiece[]): (FramedMessage | number[])[] {
    const all: (FramedMessage | number[])[] = [];
    for (const piece of pieces) {
      const before = all.at(-1);
      if ('message' in piece) all.push({ ...piece.message });
      else if (!('data' in piece)) assert.fail(`${piece.flaw} in what was encoded`);
      else if (Array.isArray(before)) before.push(...piece.data);
      else all.push([...piece.data]);
    }
    return all;
  }
});
