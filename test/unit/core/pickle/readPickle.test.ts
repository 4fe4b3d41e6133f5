import assert from 'node:assert/strict';
import { pickleRoom } from '../../../../src/core/pickle/pickleRoom.ts';
import { maxTreeDepth, pickleTree } from '../../../../src/core/pickle/pickleTree.ts';
import { isNode, type PickleFlaw, type PickleValue } from '../../../../src/core/pickle/pickleValue.ts';
import { maxPickleSteps, readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { latin1, pickle, pickledArray, uint32 } from './pickles.ts';

/** The tree of the instructions, STOP added, with collections as arrays of their kind and items. */
function treeOf(instructions: string): unknown {
  return shown(tree(pickle(`${instructions}.`)));
}

function tree(bytes: Uint8Array): PickleValue {
  const { pickle: read, flaw } = readPickle(bytes);
  if (!read) assert.fail(flaw.code);
  return pickleTree(read);
}

function flawOf(bytes: Uint8Array): PickleFlaw | undefined {
  return readPickle(bytes).flaw;
}

function shown(value: PickleValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (!isNode(value)) return value;
  switch (value.kind) {
    case 'float':
      return { float: value.value };
    case 'text':
      return { text: value.bytes.length };
    case 'long':
      return { long: value.bytes.length };
    case 'global':
      return { global: value.name };
    case 'array':
      return { array: value.dtype, shape: value.shape, order: value.order, data: shown(value.data) };
    case 'object':
      return {
        callee: shown(value.callee),
        args: shown(value.args),
        ...(value.kwargs !== undefined && { kwargs: shown(value.kwargs) }),
        ...(value.state !== undefined && { state: shown(value.state) }),
        ...(value.items && { items: shown(value.items) }),
        ...(value.entries && { entries: shown(value.entries) }),
      };
    case 'reference':
      return { reference: value.to };
    case 'omission':
      return '…';
    default:
      return [value.kind, ...value.items.map(shown), ...(value.omitted ? [`${value.omitted} more`] : [])];
  }
}

describe('readPickle', () => {
  it('reads single values', () => {
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

  it('reads ints of any size', () => {
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

  it('reads collections, whichever way they are written', () => {
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

  it('keeps keys that are names of properties as what they are', () => {
    const key = '\x8c\x09__proto__';
    assert.deepEqual(treeOf(`}${key}}\x8c\x08pollutedK\x01ss`), ['dict', '__proto__', ['dict', 'polluted', 1]]);
    assert.deepEqual(treeOf(`ca\nb\n)R}${key}K\x01sb`), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      state: ['dict', '__proto__', 1],
    });
    assert.equal('polluted' in {}, false);
  });

  it('tells what would be called, and calls nothing', () => {
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
    // Of a text, of a number: Python would fail.
    assert.deepEqual(treeOf('K\x01K\x02R'), { callee: 1, args: 2 });
  });

  it('remembers what it has seen', () => {
    assert.deepEqual(treeOf(']q\x00h\x00\x86'), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf(']\x94h\x00\x86'), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf(`]r${uint32(256)}j${uint32(256)}\x86`), ['tuple', ['list'], { reference: 2 }]);
    assert.deepEqual(treeOf('\x8c\x01aq\x00h\x00\x86'), ['tuple', 'a', 'a']);
  });

  it('ends in a cycle', () => {
    assert.deepEqual(treeOf(']q\x00h\x00a'), ['list', { reference: 1 }]);
    assert.deepEqual(treeOf('ca\nb\n)Rq\x00h\x00b'), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      state: { reference: 1 },
    });
  });

  it('recognises arrays, of any type and in any place', () => {
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

  it('makes bytes of what protocol 2 calls a codec for, and of nothing else', () => {
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

  it('leaves as an object what only looks like an array', () => {
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

  it('says what is wrong, and where', () => {
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
    // What lies below a mark is out of reach.
    assert.deepEqual(flawOf(pickle('K\x01K\x02(\x86.')), { code: 'malformedPickle', at: 7 });
  });

  it('reads a tuple that is nested too deep for any stack, as deep as a tree may be', () => {
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

  it('omits what there is no room for, and counts it', () => {
    const list = tree(pickle(`]${']a'.repeat(10_000)}.`));
    assert.ok(isNode(list) && list.kind === 'list');
    assert.ok(list.items.length > 500, String(list.items.length));
    assert.equal(list.items.length + (list.omitted ?? 0), 10_000);
    // Nothing comes behind what is omitted, though there would be room for it.
    const mixed = tree(pickle(`]${']a'.repeat(10_000)}${'Na'.repeat(10)}.`));
    assert.ok(isNode(mixed) && mixed.kind === 'list' && !mixed.items.includes(null));
    const dict = tree(pickle(`}${'K\x01]s'.repeat(10_000)}.`));
    assert.ok(isNode(dict) && dict.kind === 'dict');
    assert.equal(dict.items.length / 2 + (dict.omitted ?? 0), 10_000);
  });

  it('leaves the stack its place, so that a batch can come to its end', () => {
    const list = tree(pickle(`]${`(${'}'.repeat(1000)}e`.repeat(10)}.`));
    assert.ok(isNode(list) && list.kind === 'list');
    assert.ok(list.items.length > 500 && list.items.length < 10_000, String(list.items.length));
    assert.equal(list.items.length + (list.omitted ?? 0), 10_000);
  });

  it('pays anew for what is said again', () => {
    const said = tree(pickle(`]\x8c\xff${'a'.repeat(255)}q\x00a${'h\x00a'.repeat(10_000)}.`));
    assert.ok(isNode(said) && said.kind === 'list');
    assert.ok(said.items.length * 255 < pickleRoom(30_000));
    assert.equal(said.items.length + (said.omitted ?? 0), 10_001);
  });

  it('gives up after so many steps', () => {
    const { flaw, work } = readPickle(pickle('N0'.repeat(maxPickleSteps)));
    assert.equal(flaw?.code, 'pickleTooComplex');
    assert.ok(work.steps <= maxPickleSteps + 1);
  });
});
