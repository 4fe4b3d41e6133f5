import assert from 'node:assert/strict';
import { latin1, pickledArray, uint32 } from './pickles.ts';
import { shown, tree, treeOf } from './shownPickle.ts';

describe('numpy names in a pickle', () => {
  it('are recognized for arrays of any type and in any module', () => {
    const data = latin1('\x01\x02\x03\x04\x05\x06\x07\x08');
    for (const protocol of [2, 3, 4, 5] as const) {
      for (const core of ['core', '_core'] as const) {
        for (const order of ['C', 'F'] as const) {
          const bytes = pickledArray([2, 1], data, { protocol, core, order, dtype: 'f4', byteOrder: '<' });
          assert.deepEqual(shown(tree(bytes)), { array: '<f4', shape: [2, 1], order, data: shown(data) });
        }
      }
    }
    const one = Buffer.from(pickledArray([1], data.subarray(0, 1)).subarray(2, -1)).toString('latin1');
    const array = { array: '|u1', shape: [1], order: 'C', data: '\x01' };
    assert.deepEqual(treeOf(`\x8c\x01a${one}\x86`), ['tuple', 'a', array]);
    assert.deepEqual(treeOf(`${one}q\x00h\x00\x86`), ['tuple', array, { reference: 2 }]);
  });

  it('yield bytes for a codec call of protocol 2, and for nothing else', () => {
    const encode = (text: string, codec: string) => treeOf(`c_codecs\nencode\n${text}\x8c${codec}\x86R`);
    assert.equal(encode('\x8c\x04a\x00\xc3\xbf', '\x06latin1'), 'a\x00\xff');
    const long = `X${uint32(300)}${'\xc2\x80'.repeat(150)}`;
    assert.equal(encode(long, '\x06latin1'), '\x80'.repeat(150));
    assert.deepEqual(encode('\x8c\x03\xe2\x82\xac', '\x06latin1'), {
      callee: { global: '_codecs.encode' },
      args: ['tuple', '€', 'latin1'],
    });
    assert.deepEqual(encode('\x8c\x01a', '\x05utf-8'), {
      callee: { global: '_codecs.encode' },
      args: ['tuple', 'a', 'utf-8'],
    });
  });

  it('don’t turn an object that only looks like an array into one', () => {
    const isObject = (bytes: Uint8Array) => assert.ok('callee' in (shown(tree(bytes)) as object));
    const array = (options: Parameters<typeof pickledArray>[2]) => pickledArray([1], latin1('a'), options);
    isObject(array({ dtype: 'O8' }));
    isObject(array({ dtype: 'os.system' }));
    isObject(pickledArray([-1], latin1('a')));
    isObject(latin1(Buffer.from(array({})).toString('latin1').replace('ndarray', 'matrix_')));
    isObject(latin1(Buffer.from(array({})).toString('latin1').replace('core.multiarray', 'evil.multiarray')));
    isObject(
      latin1(
        Buffer.from(array({ protocol: 5 }))
          .toString('latin1')
          .replace('_frombuffer', '_frombullet'),
      ),
    );
  });

  it('keep an object whose type, shape or state isn’t an array’s', () => {
    const array = Buffer.from(pickledArray([1], latin1('a'))).toString('latin1');
    const five = Buffer.from(pickledArray([1], latin1('a'), { protocol: 5 })).toString('latin1');
    const changes: [string, string, string][] = [
      [array, 'ndarray', 'matrixx'],
      [array, '(K\x01(', '(K\x02('],
      [array, 'NNNJ', 'NK\x01NJ'],
      [array, '\x8c\x01|', '\x8c\x01x'],
      [array, 'tb.', 'Ntb.'],
      [five, '\x8c\x01C', '\x8c\x01A'],
      [five, '\x8c\x01C', '\x8c\x01CNN'],
    ];
    for (const [written, from, to] of changes) {
      assert.ok(written.includes(from), from);
      const at = written.lastIndexOf(from);
      const changed = written.slice(0, at) + to + written.slice(at + from.length);
      assert.ok('callee' in (shown(tree(latin1(changed))) as object), JSON.stringify(to));
    }
    assert.ok('array' in (shown(tree(latin1(five.replace('\x8c\x01C', '\x8c\x01CN')))) as object));
  });

  it('accept at most 64 dimensions', () => {
    const of = (dimensions: number) => shown(tree(pickledArray(Array(dimensions).fill(1), latin1('a')))) as object;
    assert.ok('array' in of(64));
    assert.ok('callee' in of(65));
  });
});
