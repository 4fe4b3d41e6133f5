import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decoders } from '../../../../src/core/decoders/decoders.ts';
import { inputOf } from '../../../support/inputOf.ts';
import { pickle } from '../pickle/pickles.ts';

describe('the decoders', () => {
  it('have unique ids that differ from that of the bytes', () => {
    const ids = ['hex', ...decoders.map(({ id }) => id)];
    assert.equal(new Set(ids).size, ids.length);
  });

  it('offer text for any payload, and at most one more format', () => {
    const fits = (content: Uint8Array | string) =>
      decoders.filter(decoder => decoder.sniff(inputOf(content)) !== undefined).map(({ id }) => id);
    assert.deepEqual(fits('hello'), ['text']);
    assert.deepEqual(fits('{"a":1}'), ['text', 'json']);
    assert.deepEqual(fits(pickle('N.')), ['text', 'pickle']);
    assert.deepEqual(fits('GIF89a'), ['text', 'picture']);
  });

  const starts = [
    '',
    '{',
    '[',
    '\x80\x04',
    '(dp0\n',
    'GIF89a',
    '\x89PNG\r\n\x1a\n',
    'RIFF\0\0\0\0WEBP',
    '\xff\xd8\xff',
  ];
  const payloads = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }));

  it('return a result or nothing for any bytes, and never fail', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, fc.nat(100), async ([start, rest], left) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
        for (const decoder of decoders) {
          const input = inputOf(bytes, { length: bytes.length + (decoder.needsWhole ? 0 : left) });
          decoder.sniff(inputOf(bytes, { length: bytes.length + left }));
          if (decoder.sniff(input) !== undefined) await decoder.decode(input);
        }
      }),
      { numRuns: 500 },
    );
  });
});
