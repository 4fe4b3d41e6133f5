import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  heldName,
  isHeldElsewhere,
  isPartOf,
  maxMarkBytes,
  unheldName,
} from '../../../../../src/engine/transfer/disk/partName.ts';
import { anyText } from '../../../../support/anyText.ts';

const nowMs = 1e12;
const dayMs = 24 * 3_600_000;
/** Names a part as another process of this machine does. */
const heldBy = (pid: number) => heldName('a').replace(`-${process.pid}-`, `-${pid}-`);

describe('the name of a part', () => {
  it('is unique each time, and no longer than the reserved length', () => {
    for (const name of [unheldName, heldName]) {
      assert.notEqual(name('a'), name('a'));
      assert.ok(name('').length <= maxMarkBytes);
    }
  });

  it('belongs to the file that it begins with, whichever process writes to it', () => {
    fc.assert(
      fc.property(anyText(20), name => {
        const file = name.normalize();
        for (const part of [unheldName(file), heldName(file)]) {
          assert.ok(isPartOf(part, file));
          assert.ok(!isPartOf(part, `${file}x`) && !isPartOf(`x${part}`, file));
        }
      }),
    );
  });

  it('belongs to its file even if the system decomposes its characters', () => {
    assert.ok(isPartOf(unheldName('é').normalize('NFD'), 'é'));
  });

  it('differs from other programs’ names', () => {
    for (const name of ['a.part', 'a.portside.part', 'a.0123456g.portside.part', 'a.01234567.portside.part.txt'])
      assert.ok(!isPartOf(name, 'a'), name);
    assert.ok(!isPartOf('a.01234567-12-0123456.portside.part', 'a'));
  });
});

describe('a part that another process may be writing', () => {
  const isHeld = (name: string, idleMs: number) => isHeldElsewhere(name, nowMs - idleMs, nowMs);

  it('is in use by a running process, unless its number must have been reused', () => {
    assert.deepEqual(
      [isHeld(heldBy(process.ppid), 7 * dayMs), isHeld(heldBy(process.ppid), 7 * dayMs + 1)],
      [true, false],
    );
  });

  it('is not in use elsewhere if it has no owner, or we own it', () => {
    assert.deepEqual([isHeld(unheldName('a'), 0), isHeld(heldName('a'), 0)], [false, false]);
  });

  it('is in use on another machine if it was written in the last minute', () => {
    const elsewhere = heldName('a').replace(/[0-9a-f]{8}(?=\.portside)/, '00000000');
    assert.deepEqual([isHeld(elsewhere, 60_000), isHeld(elsewhere, 60_001)], [true, false]);
  });
});
