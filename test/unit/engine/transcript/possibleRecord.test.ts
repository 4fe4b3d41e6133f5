import assert from 'node:assert/strict';
import type { RecordHeader } from '../../../../src/engine/transcript/logRecord.ts';
import {
  isNumberPossible,
  isPossible,
  lastNumber,
  maxStoredNumber,
} from '../../../../src/engine/transcript/possibleRecord.ts';

describe('a record that Portside could have written', () => {
  const about = { side: 0, seq: 0, peer: 1, time: 1, origin: 0 };
  const header: RecordHeader = { kind: 'in', ...about, carryIn: 0, carryEncoding: 0, length: 5 };
  const can = (changed: Partial<RecordHeader>, isBodyUnchecked = false) =>
    isPossible({ header: { ...header, ...changed }, isSound: true, crc: 0, isBodyUnchecked });

  it('has a time that a clock can show', () => {
    const times = [0, 0.5, 8.64e15, Number.NaN, -0.5, 8.64e15 + 1, Number.POSITIVE_INFINITY];
    assert.deepEqual(
      times.map(time => can({ time })),
      [true, true, true, false, false, false, false],
    );
  });

  it('has any length as a frame, and a short one as an event or a name', () => {
    assert.ok(can({ length: 0xffff_ffff, carryIn: 3 }, true));
    assert.deepEqual(
      [65_536, 65_537].map(length => can({ kind: 'event', length }, true)),
      [true, false],
    );
    assert.deepEqual(
      [4096, 4097].map(length => can({ kind: 'peer', length })),
      [true, false],
    );
  });

  it('carries bytes only as a frame, and is a name only for a peer', () => {
    assert.deepEqual(
      (['event', 'peer'] as const).map(kind => can({ kind, carryIn: 1 })),
      [false, false],
    );
    assert.deepEqual([can({ kind: 'peer', peer: 0 }), can({ kind: 'peer' }, true)], [false, false]);
  });
});

describe('a log number', () => {
  it('is possible up to where few are left', () => {
    assert.deepEqual(
      [0, maxStoredNumber, maxStoredNumber + 1, 0xffff_ffff].map(number => isNumberPossible(number, 0, 0)),
      [true, true, false, false],
    );
  });

  it('is possible beyond that if others lead up to it', () => {
    const last = maxStoredNumber + 10;
    assert.deepEqual(
      [last, last + 1, last + 2].map(number => isNumberPossible(number, last, 0)),
      [true, true, false],
    );
    assert.deepEqual(
      [last + 4, last + 5].map(number => isNumberPossible(number, last, 3)),
      [true, false],
    );
    assert.deepEqual(
      [lastNumber, lastNumber + 1].map(number => isNumberPossible(number, lastNumber - 1, 1)),
      [true, false],
    );
  });
});
