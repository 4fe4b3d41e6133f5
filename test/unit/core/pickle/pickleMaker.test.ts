import assert from 'node:assert/strict';
import { pickleRoom } from '../../../../src/core/pickle/pickleRoom.ts';
import { isNode, type PickleValue } from '../../../../src/core/pickle/pickleValue.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { pickle, uint32 } from './pickles.ts';
import { tree, treeOf } from './shownPickle.ts';

describe('pickle values', () => {
  it('are omitted if there is no room, and counted', () => {
    const list = tree(pickle(`]${']a'.repeat(10_000)}.`));
    assert.ok(isNode(list) && list.kind === 'list');
    assert.ok(list.items.length > 500, String(list.items.length));
    assert.equal(list.items.length + (list.omitted ?? 0), 10_000);
    // Nothing follows what is omitted, even if there would be room for it.
    const mixed = tree(pickle(`]${']a'.repeat(10_000)}${'Na'.repeat(10)}.`));
    assert.ok(isNode(mixed) && mixed.kind === 'list' && !mixed.items.includes(null));
    const dict = tree(pickle(`}${'K\x01]s'.repeat(10_000)}.`));
    assert.ok(isNode(dict) && dict.kind === 'dict');
    assert.equal(dict.items.length / 2 + (dict.omitted ?? 0), 10_000);
  });

  it('leave room for the stack, so that a batch can complete', () => {
    const list = tree(pickle(`]${`(${'}'.repeat(1000)}e`.repeat(10)}.`));
    assert.ok(isNode(list) && list.kind === 'list');
    assert.ok(list.items.length > 500 && list.items.length < 10_000, String(list.items.length));
    assert.equal(list.items.length + (list.omitted ?? 0), 10_000);
  });

  it('are charged again when repeated', () => {
    const repeated = tree(pickle(`]\x8c\xff${'a'.repeat(255)}q\x00a${'h\x00a'.repeat(10_000)}.`));
    assert.ok(isNode(repeated) && repeated.kind === 'list');
    assert.ok(repeated.items.length * 255 < pickleRoom(30_000));
    assert.equal(repeated.items.length + (repeated.omitted ?? 0), 10_001);
  });

  it('are views of the pickle if long, and values up to 256 bytes', () => {
    const kindOf = (value: PickleValue) => (isNode(value) ? value.kind : typeof value);
    const text = (bytes: number) => kindOf(tree(pickle(`X${uint32(bytes)}${'a'.repeat(bytes)}.`)));
    const int = (bytes: number) => kindOf(tree(pickle(`\x8b${uint32(bytes)}${'a'.repeat(bytes)}.`)));
    const line = (bytes: number) => kindOf(tree(pickle(`V${'a'.repeat(bytes)}\n.`)));
    assert.deepEqual([text(256), text(257)], ['string', 'text']);
    assert.deepEqual([int(256), int(257)], ['bigint', 'long']);
    assert.deepEqual([line(256), line(257)], ['string', 'text']);
  });

  it('are ints of protocol 0, including booleans', () => {
    const values = ['I00', 'I01', 'I1', 'I-5', 'I+5', 'L7L', 'L9007199254740993L'].map(one => treeOf(`${one}\n`));
    assert.deepEqual(values, [false, true, 1, -5, 5, 7, 9007199254740993n]);
    for (const wrong of ['I', 'Ione', 'I1.0', `I${'1'.repeat(501)}`]) {
      assert.equal(readPickle(pickle(`${wrong}\n.`)).flaw?.code, 'malformedPickle', wrong);
    }
  });

  it('are quoted texts of Python 2', () => {
    assert.deepEqual(treeOf("S'a\\x00'\n"), 'a\0');
    for (const wrong of ["S'a", 'Sa', "S'"]) {
      assert.equal(readPickle(pickle(`${wrong}\n.`)).flaw?.code, 'malformedPickle', wrong);
    }
  });

  it('are skipped if there is no room, and what follows is read', () => {
    const value = tree(pickle(`]${'C\x01aa'.repeat(2000)}.`));
    assert.ok(isNode(value) && value.kind === 'list');
    assert.ok(value.items.length < 2000);
    assert.equal(value.items.length + (value.omitted ?? 0), 2000);
  });

  it('are collections of all their items', () => {
    assert.deepEqual(treeOf('(K\x01K\x02K\x03l'), ['list', 1, 2, 3]);
    assert.deepEqual(treeOf(')'), ['tuple']);
  });
});
