import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('netstrings', () => {
  it('are delivered without their envelope', () => {
    const wire = utf8('5:hello,0:,12:a,b:c,d:e,f:,3:ab');
    for (const cuts of everyCut(wire.length))
      assert.deepEqual(decode(framingFor('netstring').decoder(12), wire, cuts).map(shown), [
        ...['hello', '', 'a,b:c,d:e,f:'],
        'unterminated 3:ab',
      ]);
  });

  it('are over where the envelope is wrong, with every byte', () => {
    for (const [wire, at, expected] of [
      ['+5:hello,', 0, 'digit'],
      ['-1:,', 0, 'digit'],
      [':,', 0, 'digit'],
      [' 5:hello,', 0, 'digit'],
      ['0x10:', 1, 'endOfLength'],
      ['05:hello,', 1, 'endOfLength'],
      ['00:,', 1, 'endOfLength'],
      [`${'9'.repeat(400)}:`, 20, 'endOfLength'],
      ['5:hello;', 7, 'trailer'],
    ] as const) {
      const bytes = utf8(wire);
      for (const cuts of everyCut(bytes.length)) {
        const frames = decode(framingFor('netstring').decoder(100), bytes, cuts);
        assert.deepEqual(frames[0]?.broken, { at, expected }, wire);
        assert.equal(Buffer.concat(frames.map(one => one.bytes)).toString(), wire);
      }
    }
    const [large] = framingFor('netstring').decoder(100).push(utf8('10000000000:'), 0);
    assert.deepEqual([large?.flaw, large?.announced], ['brokenLength', 10_000_000_000n]);
  });

  it('are sent with length, colon and comma', () => {
    assert.equal(String(wireOf(framingFor('netstring').encoder().encode(utf8('ü')))), '2:ü,');
  });
});
