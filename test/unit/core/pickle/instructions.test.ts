import assert from 'node:assert/strict';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { pickle, uint32 } from './pickles.ts';
import { treeOf } from './shownPickle.ts';

describe('pickle instructions', () => {
  it('read single values', () => {
    assert.deepEqual(treeOf('(N\x88\x89K\xffM\xff\xffJ\xff\xff\xff\xffG\x3f\xf8\x00\x00\x00\x00\x00\x00t'), [
      'tuple',
      ...[null, true, false, 255, 65535, -1, { float: 1.5 }],
    ]);
    assert.deepEqual(
      treeOf('(C\x02\xff\x00B\x01\x00\x00\x00a\x8e\x01\x00\x00\x00\x00\x00\x00\x00bU\x01cT\x01\x00\x00\x00dt'),
      [...['tuple', '\xff\x00', 'a', 'b', 'c', 'd']],
    );
    assert.deepEqual(treeOf('(\x8c\x02\xc3\xa9X\x03\x00\x00\x00\xef\xbb\xbf\x8d\x00\x00\x00\x00\x00\x00\x00\x00t'), [
      ...['tuple', 'é', '\ufeff', ''],
    ]);
  });

  it('read ints of any size', () => {
    const long = (bytes: string) => treeOf(`\x8a${String.fromCharCode(bytes.length)}${bytes}`);
    assert.equal(long(''), 0);
    assert.equal(long('\xff'), -1);
    assert.equal(long('\x00\x80'), -32768);
    assert.equal(long('\xff\xff\xff\xff\xff\x7f'), 2 ** 47 - 1);
    assert.equal(long('\xff\xff\xff\xff\xff\xff\x1f'), Number.MAX_SAFE_INTEGER);
    assert.equal(long('\x00\x00\x00\x00\x00\x00\x20'), 2n ** 53n);
    assert.equal(long('\x00\x00\x00\x00\x00\x00\x00\x80'), -(2n ** 63n));
    assert.equal(treeOf(`\x8b${uint32(256)}${'\xff'.repeat(255)}\x7f`), 2n ** 2047n - 1n);
    assert.deepEqual(treeOf(`\x8b${uint32(257)}${'\xff'.repeat(257)}`), { long: 257 });
  });

  it('read collections, whichever way they are written', () => {
    assert.deepEqual(treeOf('()K\x01\x85K\x01K\x02\x86K\x01K\x02K\x03\x87t'), [
      ...['tuple', ['tuple'], ['tuple', 1], ['tuple', 1, 2], ['tuple', 1, 2, 3]],
    ]);
    assert.deepEqual(treeOf(']K\x01a(K\x02K\x03eK\x04a'), ['list', 1, 2, 3, 4]);
    assert.deepEqual(treeOf('(K\x01K\x02l'), ['list', 1, 2]);
    assert.deepEqual(treeOf('}K\x01K\x02s(K\x03K\x04K\x05K\x06u'), ['dict', 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(treeOf('(K\x01K\x02d'), ['dict', 1, 2]);
    assert.deepEqual(treeOf('\x8f(K\x01K\x02\x90'), ['set', 1, 2]);
    assert.deepEqual(treeOf('(K\x01K\x02\x91'), ['frozenset', 1, 2]);
    assert.deepEqual(treeOf('K\x01(K\x02K\x031K\x0402\x86'), ['tuple', 1, 1]);
    assert.deepEqual(treeOf('K\x01(0'), 1);
  });

  it('keep keys that are property names as plain keys', () => {
    const key = '\x8c\x09__proto__';
    assert.deepEqual(treeOf(`}${key}}\x8c\x08pollutedK\x01ss`), ['dict', '__proto__', ['dict', 'polluted', 1]]);
    assert.deepEqual(treeOf(`ca\nb\n)R}${key}K\x01sb`), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      state: ['dict', '__proto__', 1],
    });
    assert.equal('polluted' in {}, false);
  });

  it('describe a call without calling anything', () => {
    const system = { callee: { global: 'os.system' }, args: ['tuple', 'touch /tmp/portside'] };
    assert.deepEqual(treeOf('cos\nsystem\n\x8c\x13touch /tmp/portside\x85R'), system);
    assert.deepEqual(treeOf('\x8c\x02os\x8c\x06system\x93\x8c\x13touch /tmp/portside\x85\x81'), system);
    assert.deepEqual(treeOf('(cos\nsystem\n\x8c\x13touch /tmp/portsideo'), system);
    assert.deepEqual(treeOf('ca\nb\n)}\x92'), { callee: { global: 'a.b' }, args: ['tuple'], kwargs: ['dict'] });
    assert.deepEqual(treeOf('ca\nb\n)RK\x01aK\x02K\x03sK\x04b'), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      state: 4,
      items: ['list', 1],
      entries: ['dict', 2, 3],
    });
    assert.deepEqual(treeOf('K\x07Q'), { callee: { global: 'persistent_load' }, args: ['tuple', 7] });
    assert.deepEqual(treeOf('\x82\x05)R'), { callee: { global: 'copyreg.extension(5)' }, args: ['tuple'] });
    // Applied to a text and to a number, where Python itself fails.
    assert.deepEqual(treeOf('K\x01K\x02R'), { callee: 1, args: 2 });
  });

  it('memoize values', () => {
    assert.deepEqual(treeOf(']q\x00h\x00\x86'), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf(']\x94h\x00\x86'), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf(`]r${uint32(256)}j${uint32(256)}\x86`), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf('\x8c\x01aq\x00h\x00\x86'), ['tuple', 'a', 'a']);
  });

  it('accept only operands of their kind', () => {
    for (const wrong of ['Na', '}K\x01a', ']K\x01K\x02s', '](K\x01\x90', 'K\x01(K\x01K\x02u', '(K\x01d', '}(K\x01u']) {
      assert.equal(readPickle(pickle(`${wrong}.`)).flaw?.code, 'malformedPickle', wrong);
    }
    for (const wrong of ['K\x01\x8c\x01a\x93', '\x8c\x01aN\x93', '(o', ']K\x01b']) {
      assert.equal(readPickle(pickle(`${wrong}.`)).flaw?.code, 'malformedPickle', wrong);
    }
  });

  it('take values in the order in which they were pushed', () => {
    assert.deepEqual(treeOf('\x8c\x01a\x8c\x01b\x93)}\x92'), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      kwargs: ['dict'],
    });
    assert.deepEqual(treeOf('(K\x01ia\nb\n'), { callee: { global: 'a.b' }, args: ['tuple', 1] });
    assert.deepEqual(treeOf('(ca\nb\nK\x01K\x02o'), { callee: { global: 'a.b' }, args: ['tuple', 1, 2] });
  });

  it('duplicate the top value, and pop it or the mark', () => {
    assert.deepEqual(treeOf('K\x012\x86'), ['tuple', 1, 1]);
    assert.deepEqual(treeOf('K\x01K\x020'), 1);
    assert.deepEqual(treeOf('K\x01(K\x02K\x031'), 1);
  });

  it('name extensions by their code', () => {
    assert.deepEqual(treeOf('\x83\x00\x01'), { global: 'copyreg.extension(256)' });
    assert.deepEqual(treeOf('\x84\xff\xff\xff\xff'), { global: 'copyreg.extension(-1)' });
  });

  it('accept a frame that ends with the pickle, and no longer one', () => {
    const framed = (bytes: number) => readPickle(pickle(`\x95${uint32(bytes)}${uint32(0)}N.`)).flaw?.code;
    assert.deepEqual([framed(2), framed(3)], [undefined, 'truncatedPickle']);
  });

  it('go up to protocol 5', () => {
    assert.equal(treeOf('\x80\x05N'), null);
    assert.deepEqual(readPickle(pickle('\x80\x06N.')).flaw, { code: 'unknownProtocol', protocol: 6 });
  });
});
