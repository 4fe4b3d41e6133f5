import assert from 'node:assert/strict';
import { pickleRoom } from '../../../../src/core/pickle/pickleRoom.ts';
import { maxTreeDepth } from '../../../../src/core/pickle/pickleTree.ts';
import { isNode, type PickleFlaw } from '../../../../src/core/pickle/pickleValue.ts';
import { maxPickleSteps, readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { latin1, pickle, uint32 } from './pickles.ts';
import { tree } from './shownPickle.ts';

function flawOf(bytes: Uint8Array): PickleFlaw | undefined {
  return readPickle(bytes).flaw;
}

describe('readPickle', () => {
  it('reports what is wrong, and where', () => {
    assert.deepEqual(flawOf(latin1('')), { code: 'notAPickle' });
    assert.deepEqual(flawOf(latin1('(just text\n')), { code: 'notAPickle' });
    assert.deepEqual(flawOf(latin1('\x80\x06N.')), { code: 'unknownProtocol', protocol: 6 });
    assert.deepEqual(flawOf(pickle('N\x80\x07.')), { code: 'unknownProtocol', protocol: 7 });
    assert.deepEqual(flawOf(pickle('N')), { code: 'truncatedPickle', at: 3 });
    assert.deepEqual(flawOf(pickle('NC\x05abcd')), { code: 'truncatedPickle', at: 3 });
    assert.deepEqual(flawOf(pickle('cos')), { code: 'truncatedPickle', at: 2 });
    assert.deepEqual(flawOf(pickle('\x95\x02\x00\x00\x00\x00\x00\x00\x00.')), { code: 'truncatedPickle', at: 2 });
    assert.deepEqual(flawOf(pickle('N\xfe')), { code: 'unknownInstruction', instruction: 0xfe, at: 3 });
    assert.deepEqual(flawOf(pickle('\x97.')), { code: 'missingBuffers', at: 2 });
    assert.deepEqual(flawOf(pickle(`\x8b${uint32(2 ** 32 - 1)}.`)), { code: 'truncatedPickle', at: 2 });
    for (const instructions of [
      '',
      '0',
      '1',
      'a',
      ']a',
      't',
      'Na',
      'K\x01K\x02K\x03s',
      '](K\x01u',
      'h\x00',
      'q\x00',
      'o',
      '(o',
      'Nb',
    ]) {
      assert.equal(flawOf(pickle(`${instructions}.`))?.code, 'malformedPickle', instructions);
    }
    // Values below a mark are out of reach.
    assert.deepEqual(flawOf(pickle('K\x01K\x02(\x86.')), { code: 'malformedPickle', at: 7 });
  });

  it('reads a tuple nested too deeply for any stack, up to the depth of a tree', () => {
    const { flaw, work } = readPickle(pickle(`N${'\x85'.repeat(100_000)}.`));
    assert.ok(flaw === undefined && work.costBytes <= pickleRoom(100_004));
    let value = tree(pickle(`N${'\x85'.repeat(1000)}.`));
    let depth = 0;
    for (; isNode(value) && value.kind === 'tuple'; depth++) value = value.items[0] ?? null;
    assert.equal(depth, maxTreeDepth);
    assert.deepEqual(value, { kind: 'omission' });
    assert.equal(flawOf(pickle(']'.repeat(100_000)))?.code, 'pickleTooComplex');
    assert.equal(flawOf(pickle('('.repeat(100_000)))?.code, 'pickleTooComplex');
  });

  it('gives up after a maximum number of steps', () => {
    const { flaw, work } = readPickle(pickle('N0'.repeat(maxPickleSteps)));
    assert.equal(flaw?.code, 'pickleTooComplex');
    assert.ok(work.steps <= maxPickleSteps + 1);
  });
});
