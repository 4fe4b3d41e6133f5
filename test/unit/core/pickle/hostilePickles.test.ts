import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pickleRoom } from '../../../../src/core/pickle/pickleRoom.ts';
import { maxTreeDepth, pickleTree } from '../../../../src/core/pickle/pickleTree.ts';
import { isNode, type PickleValue } from '../../../../src/core/pickle/pickleValue.ts';
import { isPickle, maxPickleSteps, readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { pictureBytes } from '../../../../src/core/video/picture.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { grownPickle } from './grownPickles.ts';
import { latin1, name, pickledArray, text, uint32 } from './pickles.ts';

describe('hostile pickles', () => {
  /** Everything that reading must never change. */
  const prototypes = [Object, Array, Map, Set, String, Number, Boolean, BigInt, Function, Uint8Array, Error].map(
    made => [made, made.prototype] as const,
  );
  const state = () =>
    prototypes.flat().map(one => [Object.getOwnPropertyNames(one), Object.getPrototypeOf(one)] as const);
  const before = state();

  afterEach(() => assert.deepEqual(state(), before));

  /** Reads the pickle in each way, and checks the cost. */
  function survive(bytes: Uint8Array): void {
    const copy = bytes.slice();
    const { pickle, work } = readPickle(bytes);
    // A step pays for the bytes that it reads, up to a constant.
    assert.ok(work.steps <= Math.min(maxPickleSteps + 1024, 6 * bytes.length + 8), `${work.steps} steps`);
    assert.ok(work.costBytes <= pickleRoom(bytes.length), `${work.costBytes} bytes`);
    if (pickle) {
      const tree = pickleTree(pickle);
      assert.ok(depthOf(tree) <= maxTreeDepth + 1);
      structuredClone(tree);
    }
    const payload = videoPayload(bytes);
    if (payload.kind === 'picture') {
      const { width, height, order, pixels } = payload.picture;
      assert.equal(pixels.length, pictureBytes(width, height, order));
    }
    assert.deepEqual(bytes, copy);
  }

  /** Terminates, since a tree has no cycles. */
  function depthOf(value: PickleValue | undefined): number {
    if (!isNode(value)) return 0;
    if (value.kind === 'object') {
      const { callee, args, kwargs, state: set, items, entries } = value;
      return 1 + Math.max(...[callee, args, kwargs, set, items, entries].map(depthOf));
    }
    return 'items' in value ? 1 + value.items.reduce((deepest: number, one) => Math.max(deepest, depthOf(one)), 0) : 1;
  }

  const anyFrame = fc
    .record({
      protocol: fc.constantFrom(2, 3, 4, 5),
      core: fc.constantFrom('core', '_core'),
      channels: fc.constantFrom(1, 3, 4),
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 20 }),
    })
    .map(({ channels, width, height, ...options }) => {
      const shape = channels === 1 ? [height, width] : [height, width, channels];
      return pickledArray(shape, new Uint8Array(width * height * channels).fill(0xc3), options as object);
    });

  /** Usually replaces a byte, sometimes inserts or removes some. */
  const change = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        at: fc.nat(),
        drop: fc.constant(1),
        insert: fc.uint8Array({ minLength: 1, maxLength: 1 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ at: fc.nat(), drop: fc.nat(8), insert: fc.uint8Array({ maxLength: 8 }) }) },
  );

  /** Mutations should hit lengths and instructions: they come before the pixels. */
  function mutated(
    frame: Uint8Array,
    changes: readonly { at: number; drop: number; insert: Uint8Array }[],
  ): Uint8Array {
    return changes.reduce((bytes, { at, drop, insert }) => {
      const from = at % (Math.min(bytes.length, 300) + 1);
      return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + drop)]);
    }, frame);
  }

  it('are harmless as mutated frames', () => {
    fc.assert(
      fc.property(anyFrame, fc.array(change, { minLength: 1, maxLength: 4 }), (frame, changes) => {
        survive(mutated(frame, changes));
      }),
      { numRuns: 1200 },
    );
  });

  it('are harmless and readable if well-formed', () => {
    fc.assert(
      fc.property(grownPickle, bytes => {
        assert.equal(readPickle(bytes).flaw, undefined);
        survive(bytes);
      }),
      { numRuns: 500 },
    );
  });

  /** Instructions with their arguments, valid or not. */
  const instruction = fc.oneof(
    fc.constantFrom(...'(012N)]}ltdeusabR.oQ\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94\x97\x98'),
    fc
      .tuple(fc.constantFrom(...'KhqC\x8a\x8cU\x82'), fc.nat(255))
      .map(([one, byte]) => one + String.fromCharCode(byte)),
    fc.tuple(fc.constantFrom(...'JTBXrj\x8b\x84'), fc.nat(2 ** 32 - 1)).map(([one, number]) => one + uint32(number)),
    fc.tuple(fc.constantFrom(...'rj'), fc.nat(600)).map(([one, number]) => one + uint32(number)),
    fc.constantFrom('h\x00', 'h\x01', 'q\x00', 'q\x01', '\x85', '(', 't', ']', '}', 'a', 'R', 'b', ')', 'e', 'u'),
    fc
      .string({ maxLength: 300 })
      .map(one => `X${uint32(Buffer.byteLength(one))}${Buffer.from(one).toString('latin1')}`),
    fc.constantFrom(
      ...['__proto__', 'constructor', 'prototype', 'length', 'toString', '__setstate__'].map(one => text(4, one)),
      ...[
        '\x80\xff',
        '\x80\x05',
        'G\x7f\xf8\x00\x00\x00\x00\x00\x00',
        `\x95${'\xff'.repeat(8)}`,
        `\x8e${'\xff'.repeat(8)}`,
      ],
      name(4, 'os', 'system'),
      name(4, 'builtins', 'eval'),
      name(2, '_codecs', 'encode'),
      name(4, 'numpy.core.multiarray', '_reconstruct'),
      name(4, 'numpy._core.numeric', '_frombuffer'),
      name(4, 'numpy', 'ndarray'),
      name(4, 'numpy', 'dtype'),
      Buffer.from(pickledArray([1, 1], latin1('a')).subarray(2, -1)).toString('latin1'),
    ),
  );

  it('are harmless as sequences of instructions', () => {
    fc.assert(
      fc.property(fc.array(instruction, { maxLength: 200, size: 'max' }), instructions => {
        survive(latin1(`\x80\x04${instructions.join('')}.`));
      }),
      { numRuns: 500 },
    );
  });

  it('are harmless as long repetitions of instructions', () => {
    const few = fc.array(instruction, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(few, few, few, fc.integer({ min: 1, max: 20_000 }), (first, again, last, times) => {
        survive(
          latin1(`\x80\x04${first.join('')}${again.join('').repeat(times)}${last.join('')}.`.slice(0, 1_000_000)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are harmless as random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), bytes => {
        survive(bytes);
        survive(Buffer.concat([latin1('\x80\x04'), bytes]));
        assert.equal(isPickle(bytes), readPickle(bytes).flaw?.code !== 'notAPickle');
      }),
    );
  });
});
