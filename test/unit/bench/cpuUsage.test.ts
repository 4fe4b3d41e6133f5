import assert from 'node:assert/strict';
import { type Moment, ProcessTree, usageBetween } from '../../bench/cpuUsage.ts';
import type { ProcessTimes } from '../../bench/procStat.ts';

const root = 100;

interface Given {
  readonly own?: number;
  readonly reaped?: number;
  readonly start?: number;
  readonly isKernel?: boolean;
}

function process(pid: number, parent: number, { own = 0, reaped = 0, start = pid, isKernel = false }: Given = {}) {
  return { pid, parent, start, isKernel, own, reaped };
}

function moment(busy: number, total: number, processes: readonly ProcessTimes[], steal = 0): Moment {
  return { system: { busy, steal, total }, processes };
}

function othersBetween(before: Moment, after: Moment, tree = new ProcessTree(root)): number {
  return usageBetween(before, after, tree).others;
}

describe('who used the CPU', () => {
  it('takes the bench and all that it started for its own', () => {
    const all = (own: number) => [
      process(root, 50, { own }),
      process(101, root, { own }),
      process(102, 101, { own }),
      process(50, 1),
    ];
    assert.equal(othersBetween(moment(0, 0, all(0)), moment(90, 100, all(30))), 0);
  });

  it('takes its parent and its parent’s other children for others', () => {
    const all = (own: number) => [process(root, 50), process(50, 1), process(60, 50, { own })];
    assert.equal(othersBetween(moment(0, 0, all(5)), moment(20, 100, all(25))), 0.2);
  });

  it('counts children that started and ended in between for their parent', () => {
    const before = moment(0, 0, [process(root, 50, { reaped: 7 })]);
    const after = moment(40, 100, [process(root, 50, { reaped: 47 })]);
    assert.equal(othersBetween(before, after), 0);
  });

  it('does not count again what a child that ended had used before', () => {
    const before = moment(0, 0, [process(root, 50), process(101, root, { own: 500 }), process(60, 1)]);
    const after = moment(50, 100, [process(root, 50, { reaped: 510 }), process(60, 1, { own: 40 })]);
    assert.equal(othersBetween(before, after), 0.4);
  });

  it('does so with others, too', () => {
    const before = moment(0, 0, [process(root, 50), process(60, 1), process(61, 60, { own: 500 })]);
    const after = moment(0, 100, [process(root, 50), process(60, 1, { reaped: 510 })]);
    assert.equal(othersBetween(before, after), 0.1);
  });

  it('keeps a process whose parent has ended', () => {
    const tree = new ProcessTree(root);
    const before = moment(0, 0, [process(root, 50), process(101, root), process(102, 101)]);
    const after = moment(50, 100, [process(root, 50), process(102, 1, { own: 50 })]);
    assert.equal(othersBetween(before, after, tree), 0);
    const child = [process(root, 50), process(102, 1, { own: 50 }), process(103, 102, { own: 30 })];
    assert.equal(othersBetween(after, moment(80, 200, child), tree), 0);
  });

  it('does not take a process with the same number for it', () => {
    const tree = new ProcessTree(root);
    const before = moment(0, 0, [process(root, 50), process(101, root)]);
    othersBetween(before, moment(0, 100, [process(root, 50)]), tree);
    const stranger = (own: number) => [process(root, 50), process(101, 1, { start: 999, own })];
    assert.equal(othersBetween(moment(0, 100, stranger(0)), moment(30, 200, stranger(30)), tree), 0.3);
  });

  it('finds what no visible process used', () => {
    const all = [process(root, 50)];
    assert.equal(othersBetween(moment(0, 0, all), moment(35, 100, all)), 0.35);
  });

  it('finds others where the kernel charges interrupts to the tree', () => {
    const before = moment(0, 0, [process(root, 50), process(60, 1)]);
    const after = moment(40, 100, [process(root, 50, { own: 40 }), process(60, 1, { own: 20 })]);
    assert.equal(othersBetween(before, after), 0.2);
  });

  it('does not take the kernel’s threads for others: they write what we wrote', () => {
    const all = (own: number) => [process(root, 50), process(7, 2, { own, isKernel: true })];
    assert.equal(othersBetween(moment(0, 0, all(0)), moment(60, 100, all(60))), 0);
  });

  it('does not take what init reaps for work of this moment', () => {
    const init = (reaped: number) => process(1, 0, { reaped });
    const ended = process(60, 1, { own: 9000 });
    const before = moment(0, 0, [process(root, 50), init(10), ended, process(61, 1)]);
    const after = moment(0, 100, [process(root, 50), init(9010), process(61, 1, { own: 20 })]);
    assert.equal(othersBetween(before, after), 0.2);
  });

  it('has the share of time that was stolen', () => {
    const all = [process(root, 50)];
    const { steal } = usageBetween(moment(0, 0, all, 5), moment(0, 200, all, 15), new ProcessTree(root));
    assert.equal(steal, 0.05);
  });

  it('has nothing of two moments within a tick', () => {
    const all = [process(root, 50)];
    const usage = usageBetween(moment(3, 50, all), moment(3, 50, all), new ProcessTree(root));
    assert.deepEqual(usage, { others: 0, steal: 0 });
  });
});
