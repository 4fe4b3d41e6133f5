import assert from 'node:assert/strict';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { isWhole, markWhole } from '../../../../src/core/framing/wholeFrames.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { utf8 } from './decodeCut.ts';

describe('a long frame that was found whole', () => {
  it('is known in its framing only, if it is long', () => {
    const [long, short] = [new Uint8Array(65_536), new Uint8Array(65_535)];
    markWhole('a', long);
    markWhole('a', short);
    assert.ok(isWhole('a', long) && !isWhole('b', long) && !isWhole(undefined, long));
    assert.ok(!isWhole('a', short) && !isWhole(undefined, new Uint8Array(65_536)));
  });

  /** Wire bytes of a message, and a character of which a message can't consist. */
  const framings: [Framing, string, string][] = [
    [{ start: '<', end: '>' }, `<${'x'.repeat(70_000)}>`, '<'],
    [{ pattern: ';' }, `${'x'.repeat(70_000)};`, 'x'],
    ['json', `"${'x'.repeat(70_000)}"`, '{'],
    ['resp', `$70000\r\n${'x'.repeat(70_000)}\r\n`, '$'],
  ];
  for (const [framing, wire, wrong] of framings) {
    it(`isn’t read again when it is sent: ${JSON.stringify(framing)}`, () => {
      const [frame] = framingFor(framing).decoder(100_000).push(utf8(wire), 0);
      assert.ok(frame);
      // The frame must not change. If it does, that shows whether it is read.
      frame.bytes.fill(wrong.charCodeAt(0));
      const encoder = framingFor(framing).encoder();
      assert.equal(encoder.encode(frame.bytes).length, wire.length);
      assert.throws(() => encoder.encode(new Uint8Array(frame.bytes)), RangeError);
    });

    it(`is read if it was cut or has a flaw: ${JSON.stringify(framing)}`, () => {
      const [piece] = framingFor(framing).decoder(69_000).push(utf8(wire), 0);
      assert.ok(piece?.flaw);
      piece.bytes.fill(wrong.charCodeAt(0));
      assert.throws(() => framingFor(framing).encoder().encode(piece.bytes), RangeError);
    });
  }

  it('is followed by a line feed if it is a number in JSON', () => {
    const [frame] = framingFor('json')
      .decoder(100_000)
      .push(utf8(`${'1'.repeat(70_000)} `), 0);
    const wire = wireOf(
      framingFor('json')
        .encoder()
        .encode(frame?.bytes ?? utf8('')),
    );
    assert.deepEqual([wire.length, wire.at(-1)], [70_001, 10]);
  });
});
