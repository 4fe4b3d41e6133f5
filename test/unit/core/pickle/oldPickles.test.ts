import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOldPickle } from '../../../../src/core/pickle/oldPickles.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { latin1 } from './pickles.ts';
import { shown, tree } from './shownPickle.ts';

const read = (text: string) => shown(tree(latin1(text)));
const flawOf = (text: string) => readPickle(latin1(text)).flaw?.code;

/** An array as Python 2 writes it, whose pixels are `S'…'`. */
function arrayOf(height: number, width: number, pixels: string): string {
  const ndarray = "cnumpy.core.multiarray\n_reconstruct\np0\n(cnumpy\nndarray\np1\n(I0\ntp2\nS'b'\np3\ntp4\nRp5\n";
  const dtype = "cnumpy\ndtype\np7\n(S'u1'\np8\nI0\nI1\ntp9\nRp10\n(I3\nS'|'\np11\nNNNI-1\nI-1\nI0\ntp12\nb";
  return `${ndarray}(I1\n(I${height}\nI${width}\ntp6\n${dtype}I00\nS'${pixels}'\np13\ntp14\nb.`;
}

describe('pickles of protocols 0 and 1', () => {
  it('are recognized by a dict, a list, an array or bytes', () => {
    for (const text of ['(dp0\n', '(lp0\n', '}q\x00(', ']q\x00.', arrayOf(1, 1, 'a'), 'c_codecs\nencode\np0\n'])
      assert.equal(isOldPickle(latin1(text)), true, text);
    for (const text of ['', '(', '(dear all\n', 'connect\n', '}{', ']q', '(I7\nI8\ntp0\n.', '{"a": 1}'])
      assert.equal(isOldPickle(latin1(text)), false, text);
  });

  it('are read with their lines', () => {
    assert.deepEqual(read('(lp0\nI1\naI-20\naI01\naI00\naL123456789012345678901L\naL5\na.'), [
      'list',
      1,
      -20,
      true,
      false,
      123456789012345678901n,
      5,
    ]);
    assert.deepEqual(read('(lp0\nF1.5\naF-inf\naFnan\naF1e+300\na.'), [
      'list',
      ...[1.5, Number.NEGATIVE_INFINITY, Number.NaN, 1e300].map(float => ({ float })),
    ]);
    assert.deepEqual(read("(lp0\nS'a\\x00\\xff\\n\\'\\\\'\np1\nag1\na."), ['list', "a\0\xff\n'\\", "a\0\xff\n'\\"]);
    assert.deepEqual(read('(dp0\nV\\u20ac\xe9\\u005c\np1\nNs.'), ['dict', '€é\\', null]);
    const call = (name: string, arg: unknown) => ['list', { callee: { global: name }, args: ['tuple', arg] }];
    assert.deepEqual(read('(lp0\n(I1\nios\nsystem\na.'), call('os.system', 1));
    assert.deepEqual(read('(lp0\nPsomewhere\na.'), call('persistent_load', 'somewhere'));
    assert.deepEqual(read(`(lp0\nV${'\\u20ac'.repeat(200)}\na.`), ['list', { text: 1200 }]);
  });

  it('report what is wrong', () => {
    for (const line of ['Ix\n', 'I\n', 'L1.5\n', 'F\n', 'Fx\n', "S'a\n", 'Sa\n', 'px\n', 'gx\n'])
      assert.equal(flawOf(`(lp0\n${line}a.`), 'malformedPickle', line);
    for (const line of ['I1', "S'a'", 'Va', 'p']) assert.equal(flawOf(`(lp0\n${line}`), 'truncatedPickle', line);
  });

  it('contain pictures of Python 2', () => {
    for (const [pixels, bytes] of [
      ['abcdef', 'abcdef'],
      ["\\x00\\xff\\\\\\n\\'z", "\x00\xff\\\n'z"],
    ] as const) {
      assert.deepEqual(videoPayload(latin1(arrayOf(2, 3, pixels))), {
        kind: 'picture',
        picture: { width: 3, height: 2, order: 'gray', pixels: latin1(bytes) },
      });
    }
    const large = '\\xfe'.repeat(640 * 480 * 3);
    assert.equal(videoPayload(latin1(arrayOf(480, 1920, large))).kind, 'picture');
  });

  it('are harmless when damaged', () => {
    const whole = latin1(arrayOf(2, 3, '\\x00\\xffabcd'));
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }), (at, drop, insert) => {
        const bytes = Buffer.concat([whole.subarray(0, at), insert, whole.subarray(at + drop)]);
        const { work } = readPickle(bytes);
        assert.ok(work.steps <= 6 * bytes.length + 8);
        videoPayload(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
