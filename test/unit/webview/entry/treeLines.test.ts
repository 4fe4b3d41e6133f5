import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/core/decoders/decoded.ts';
import { TreeLines } from '../../../../webview/entry/treeLines.ts';

/** A node with these children: a number of plain nodes, each made on demand, or the given ones. */
function nodeOf(content: number | readonly TreeNode[]): TreeNode {
  const children = typeof content === 'number' ? { length: content, at: () => nodeOf([]) } : content;
  return { type: '', text: '', children };
}

describe('the lines of a tree', () => {
  /** Two containers of two, and a plain node. */
  const root = nodeOf([nodeOf(2), nodeOf(2), nodeOf(0)]);
  let lines: TreeLines;
  const paths = () => lines.all.map(({ path }) => path);

  beforeEach(() => {
    lines = new TreeLines(root);
  });

  it('are the root and its children, until more is expanded', () => {
    assert.deepEqual(paths(), ['', '.0', '.1', '.2']);
    lines.press('.1');
    assert.deepEqual(paths(), ['', '.0', '.1', '.1.0', '.1.1', '.2']);
    assert.deepEqual(
      lines.all.map(({ level }) => level),
      [1, 2, 2, 3, 3, 2],
    );
    lines.press('');
    assert.deepEqual(paths(), ['']);
  });

  it('stay expanded inside what is collapsed and expanded again', () => {
    lines.press('.1');
    lines.press('');
    lines.press('');
    assert.equal(paths().length, 6);
  });

  it('are expanded, collapsed, or neither without children', () => {
    lines.press('.1');
    lines.press('.2');
    assert.deepEqual(
      lines.all.map(line => lines.isOpen(line)),
      [true, false, true, undefined, undefined, undefined],
    );
  });

  it('show a hundred more at a time, and the first new one gets the focus', () => {
    lines = new TreeLines(nodeOf(250));
    assert.deepEqual([lines.all.length, lines.all.at(-1)?.path, lines.all.at(-1)?.left], [102, '.more', 150]);
    assert.equal(lines.press('.more'), '.100');
    assert.equal(lines.all.at(-1)?.left, 50);
    assert.equal(lines.key('Enter', '.more'), '.200');
    assert.deepEqual([lines.all.length, lines.all.at(-1)?.path], [251, '.249']);
    assert.equal(new TreeLines(nodeOf(100)).all.at(-1)?.path, '.99');
    assert.equal(new TreeLines(nodeOf(101)).all.at(-1)?.left, 1);
  });
});

describe('a tree’s keys', () => {
  let lines: TreeLines;
  const paths = () => lines.all.map(({ path }) => path);

  beforeEach(() => {
    lines = new TreeLines(nodeOf([nodeOf(2), nodeOf(0)]));
  });

  it('move up and down, and stay at the ends', () => {
    assert.deepEqual([lines.key('ArrowDown', ''), lines.key('ArrowDown', '.1')], ['.0', '.1']);
    assert.deepEqual([lines.key('ArrowUp', '.0'), lines.key('ArrowUp', '')], ['', '']);
    assert.deepEqual([lines.key('Home', '.1'), lines.key('End', '')], ['', '.1']);
  });

  it('expand to the right, then enter', () => {
    assert.equal(lines.key('ArrowRight', '.0'), '.0');
    assert.deepEqual(paths(), ['', '.0', '.0.0', '.0.1', '.1']);
    assert.equal(lines.key('ArrowRight', '.0'), '.0.0');
    assert.equal(lines.key('ArrowRight', '.1'), '.1', 'it is empty');
    assert.equal(paths().length, 5);
  });

  it('collapse to the left, or move to the parent', () => {
    lines.press('.0');
    assert.equal(lines.key('ArrowLeft', '.0.1'), '.0');
    assert.equal(lines.key('ArrowLeft', '.0'), '.0');
    assert.deepEqual(paths(), ['', '.0', '.1']);
    assert.equal(lines.key('ArrowLeft', '.0'), '');
    assert.equal(lines.key('ArrowLeft', ''), '');
    assert.equal(lines.key('ArrowLeft', ''), '', 'the root is closed by now');
    assert.deepEqual(paths(), ['']);
  });

  it('activate a row', () => {
    for (const key of ['Enter', ' ']) assert.equal(lines.key(key, '.0'), '.0');
    assert.equal(paths().length, 3);
    lines.key('Enter', '.0');
    assert.equal(paths().length, 5);
  });

  it('ignore other keys, and a missing row', () => {
    assert.equal(lines.key('a', '.0'), undefined);
    assert.equal(lines.key('Tab', '.0'), undefined);
    assert.equal(lines.key('ArrowDown', '.0.0'), undefined);
  });
});
