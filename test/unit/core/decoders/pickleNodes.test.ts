import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/core/decoders/decoded.ts';
import { pickleNode } from '../../../../src/core/decoders/pickleNodes.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { pickleTree } from '../../../../src/core/pickle/pickleTree.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { latin1, pickle, pickledArray, uint32 } from '../pickle/pickles.ts';

/** Result of Python's `pickle.dumps(value, 4)` for the value in the comment. */
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
/** {'name': 'cam', 'at': (1, 2.5), b'\x00\x01': None} */
const dict = bytesOf(
  '8004952a000000000000007d94288c046e616d65948c0363616d948c026174944b01474004000000000000869443020001944e752e',
);
/** Pickle of a class whose `__reduce__` returns (os.system, ('rm -rf /',)). */
const evil = bytesOf('80049523000000000000008c05706f736978948c0673797374656d9493948c08726d202d7266202f94859452942e');

describe('a pickle as a tree', () => {
  function rootOf(bytes: Uint8Array): TreeNode {
    const { pickle: read, flaw } = readPickle(bytes);
    if (!read) assert.fail(flaw.code);
    return pickleNode(pickleTree(read));
  }
  const textOf = ({ text }: TreeNode) => phraseText(text);
  const textAt = (node: TreeNode) => [phraseText(node.key ?? ''), node.type, textOf(node)].filter(Boolean).join(' ');
  const children = ({ children: all }: TreeNode) =>
    Array.from({ length: all?.length ?? 0 }, (_, at) => all?.at(at) ?? assert.fail(`nothing at ${at}`));
  const written = (instructions: string) => rootOf(pickle(`${instructions}.`));
  const texts = (instructions: string) => children(written(instructions)).map(textAt);

  it('has a node for each key and item', () => {
    const root = rootOf(dict);
    assert.equal(textAt(root), 'dict 3 items');
    const [name, at, entry] = children(root) as [TreeNode, TreeNode, TreeNode];
    assert.equal(textAt(name), '"name" str "cam"');
    assert.equal(textAt(at), '"at" tuple 2 items');
    assert.deepEqual(children(at).map(textAt), ['0 int 1', '1 float 2.5']);
    assert.deepEqual(children(entry).map(textAt), ['key bytes 2 bytes: 00 01', 'value None']);
  });

  it('describes a call without calling anything', () => {
    const root = rootOf(evil);
    assert.equal(textAt(root), 'Python would call posix.system; Portside doesn’t');
    assert.deepEqual(children(root).map(textAt), ['callee posix.system', 'arguments tuple 1 item']);
  });

  it('describes what would be done with the result of a call', () => {
    assert.deepEqual(texts('ca\nB\n)R}\x8c\x01xK\x01sbK\x02a'), [
      'callee a.B',
      'arguments tuple 0 items',
      'state dict 1 item',
      'items list 1 item',
    ]);
  });

  it('shows no deceptive text', () => {
    const text = Buffer.from('a\u202eb').toString('latin1');
    assert.equal(textAt(written(`\x8c${String.fromCharCode(text.length)}${text}`)), 'str "a\\u{202e}b"');
  });

  it('writes numbers as Python does', () => {
    const float = (value: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(value);
      return `G${bytes.toString('latin1')}`;
    };
    const floats = [1, 1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];
    assert.deepEqual(children(written(`(${floats.map(float).join('')}t`)).map(textOf), [
      '1.0',
      '1.5',
      '-0.0',
      'nan',
      'inf',
      '-inf',
      '1e+300',
    ]);
    assert.deepEqual(texts('(\x88\x89Nt'), ['0 bool True', '1 bool False', '2 None']);
  });

  it('truncates long values', () => {
    const bytes = (length: number) => textAt(written(`C${String.fromCharCode(length)}${'a'.repeat(length)}`));
    assert.equal(bytes(1), 'bytes 1 byte: 61');
    assert.equal(bytes(24), `bytes 24 bytes: ${Array(24).fill('61').join(' ')}`);
    assert.equal(bytes(25), `bytes 25 bytes: ${Array(24).fill('61').join(' ')} …`);
    const text = (length: number) => textAt(written(`X${uint32(length)}${'a'.repeat(length)}`));
    assert.equal(text(300), `str "${'a'.repeat(300)}"`);
    assert.equal(text(301), `str "${'a'.repeat(300)}" …`);
    // Long in bytes: in UTF-8, and with the escapes of protocol 0.
    const euros = (count: number) => Buffer.from('€'.repeat(count)).toString('latin1');
    for (const [count, end] of [
      [300, '"'],
      [301, '" …'],
    ] as const) {
      const shown = `str "${'€'.repeat(300)}${end}`;
      assert.equal(textAt(written(`X${uint32(3 * count)}${euros(count)}`)), shown);
      const old = rootOf(latin1(`(lp0\nV${'\\u20ac'.repeat(count)}\na.`));
      assert.deepEqual(children(old).map(textAt), [`0 ${shown}`]);
    }
    const emoji = Buffer.from(`${'a'.repeat(299)}👋`).toString('latin1');
    assert.equal(textAt(written(`X${uint32(emoji.length)}${emoji}`)), `str "${'a'.repeat(299)}" …`);
  });

  it('shows the shape of an array as Python does, and its bytes', () => {
    const line = rootOf(pickledArray([2], Uint8Array.of(65, 66)));
    assert.equal(textAt(line), 'numpy.ndarray |u1 (2,), 2 bytes');
    assert.deepEqual(children(line).map(textAt), ['bytes bytes 2 bytes: 41 42']);
    assert.equal(textAt(rootOf(pickledArray([2, 1], Uint8Array.of(65, 66)))), 'numpy.ndarray |u1 (2, 1), 2 bytes');
    const fortran = pickledArray([2, 1], Uint8Array.of(65, 66), { order: 'F' });
    assert.equal(textAt(rootOf(fortran)), 'numpy.ndarray |u1 (2, 1), 2 bytes, F');
    assert.deepEqual(children(rootOf(pickledArray([0], new Uint8Array()))), []);
  });

  it('refers to objects that occur twice, and has no children for empty ones', () => {
    const root = written(']q\x00h\x00a');
    assert.deepEqual([textAt(root), root.id, children(root).map(textAt)], ['list 1 item', 1, ['0 same as #1']]);
    assert.equal(rootOf(dict).id, undefined, 'nothing refers to it');
    assert.deepEqual([textAt(written(']')), written(']').children], ['list 0 items', undefined]);
  });

  it('counts what is left out, in its own node at the end', () => {
    const lists = (count: number) => children(written(`]${']a'.repeat(count)}`)).map(textAt);
    const most = lists(10_000);
    const shown = most.length - 1;
    assert.equal(most.at(-1), `${10_000 - shown} more omitted`);
    assert.deepEqual(lists(shown).at(-1), `${shown - 1} list 0 items`);
    assert.equal(lists(shown + 1).at(-1), '1 more omitted');
    assert.equal(textAt(written(`]${']a'.repeat(shown + 1)}`)), `list ${shown + 1} items`);
  });

  it('reports levels that are too deep as left out', () => {
    let row = written(`N${'\x85'.repeat(200)}`);
    for (let next: TreeNode | undefined = row; next; [next] = children(row)) row = next;
    assert.equal(textOf(row), 'omitted: nested too deeply, or too large');
  });
});
