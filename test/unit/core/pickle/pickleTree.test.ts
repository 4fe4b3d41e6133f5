import assert from 'node:assert/strict';
import { maxTreeDepth } from '../../../../src/core/pickle/pickleTree.ts';
import { isNode } from '../../../../src/core/pickle/pickleValue.ts';
import { pickle } from './pickles.ts';
import { tree, treeOf } from './shownPickle.ts';

/** The depth of nested tuples in their tree, and the contents of the innermost one. */
function nested(tuples: number): [number, unknown] {
  let value = tree(pickle(`N${'\x85'.repeat(tuples)}.`));
  let depth = 0;
  for (; isNode(value) && value.kind === 'tuple'; depth++) value = value.items[0] ?? null;
  return [depth, value];
}

describe('a pickle tree', () => {
  it('terminates for a cycle', () => {
    assert.deepEqual(treeOf(']q\x00h\x00a'), ['list', { reference: 1 }]);
    assert.deepEqual(treeOf('ca\nb\n)Rq\x00h\x00b'), {
      callee: { global: 'a.b' },
      args: ['tuple'],
      state: { reference: 1 },
    });
  });

  it('contains each object once, and elsewhere a reference to its number', () => {
    assert.deepEqual(treeOf('](]q\x00h\x00h\x00e'), ['list', ['list'], { reference: 2 }, { reference: 2 }]);
    const value = tree(pickle('](]q\x00h\x00h\x00e.'));
    assert.ok(isNode(value) && value.kind === 'list');
    assert.equal(value.items[1], value.items[2]);
  });

  it('numbers its objects in the order in which they are written, from one', () => {
    const value = tree(pickle('](](]e]e.'));
    assert.ok(isNode(value) && value.kind === 'list');
    const [inner, last] = value.items;
    assert.ok(inner && isNode(inner) && inner.kind === 'list' && last && isNode(last) && last.kind === 'list');
    const innermost = inner.items[0];
    assert.ok(innermost && isNode(innermost) && innermost.kind === 'list');
    assert.deepEqual([value.id, inner.id, innermost.id, last.id], [1, 2, 3, 4]);
  });

  it('is limited in depth, with an omission for deeper levels', () => {
    assert.deepEqual(nested(maxTreeDepth - 1), [maxTreeDepth - 1, null]);
    assert.deepEqual(nested(maxTreeDepth), [maxTreeDepth, null]);
    assert.deepEqual(nested(maxTreeDepth + 1), [maxTreeDepth, { kind: 'omission' }]);
  });

  it('has bytes of protocol 2 in every part of an object', () => {
    const bytes = 'c_codecs\nencode\n\x8c\x01a\x8c\x06latin1\x86R';
    assert.deepEqual(treeOf(`ca\nb\n${bytes}\x85R${bytes}b${bytes}a${bytes}${bytes}s`), {
      callee: { global: 'a.b' },
      args: ['tuple', 'a'],
      state: 'a',
      items: ['list', 'a'],
      entries: ['dict', 'a', 'a'],
    });
  });
});
