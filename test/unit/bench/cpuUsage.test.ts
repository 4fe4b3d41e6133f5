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

describe('CPU usage by owner', () => {
  it('attributes the bench and everything it started to the bench', () => {
    const all = (own: number) => [
      process(root, 50, { own }),
      process(101, root, { own }),
      process(102, 101, { own }),
      process(50, 1),
    ];
    assert.equal(othersBetween(moment(0, 0, all(0)), moment(90, 100, all(30))), 0);
  });

  it('attributes the parent and the parent’s other children to others', () => {
    const all = (own: number) => [process(root, 50), process(50, 1), process(60, 50, { own })];
    assert.equal(othersBetween(moment(0, 0, all(5)), moment(20, 100, all(25))), 0.2);
  });

  it('attributes children that started and ended in between to their parent', () => {
    const before = moment(0, 0, [process(root, 50, { reaped: 7 })]);
    const after = moment(40, 100, [process(root, 50, { reaped: 47 })]);
    assert.equal(othersBetween(before, after), 0);
  });

  it('does not count what an exited child used before a second time', () => {
    const before = moment(0, 0, [process(root, 50), process(101, root, { own: 500 }), process(60, 1)]);
    const after = moment(50, 100, [process(root, 50, { reaped: 510 }), process(60, 1, { own: 40 })]);
    assert.equal(othersBetween(before, after), 0.4);
  });

  it('does the same for other processes', () => {
    const before = moment(0, 0, [process(root, 50), process(60, 1), process(61, 60, { own: 500 })]);
    const after = moment(0, 100, [process(root, 50), process(60, 1, { reaped: 510 })]);
    assert.equal(othersBetween(before, after), 0.1);
  });

  it('keeps a process whose parent has exited', () => {
    const tree = new ProcessTree(root);
    const before = moment(0, 0, [process(root, 50), process(101, root), process(102, 101)]);
    const after = moment(50, 100, [process(root, 50), process(102, 1, { own: 50 })]);
    assert.equal(othersBetween(before, after, tree), 0);
    const child = [process(root, 50), process(102, 1, { own: 50 }), process(103, 102, { own: 30 })];
    assert.equal(othersBetween(after, moment(80, 200, child), tree), 0);
  });

  it('does not confuse it with a process that reuses its number', () => {
    const tree = new ProcessTree(root);
    const before = moment(0, 0, [process(root, 50), process(101, root)]);
    othersBetween(before, moment(0, 100, [process(root, 50)]), tree);
    const stranger = (own: number) => [process(root, 50), process(101, 1, { start: 999, own })];
    assert.equal(othersBetween(moment(0, 100, stranger(0)), moment(30, 200, stranger(30)), tree), 0.3);
  });

  it('accounts for usage of no visible process', () => {
    const all = [process(root, 50)];
    assert.equal(othersBetween(moment(0, 0, all), moment(35, 100, all)), 0.35);
  });

  it('finds others even if the kernel charges interrupts to the tree', () => {
    const before = moment(0, 0, [process(root, 50), process(60, 1)]);
    const after = moment(40, 100, [process(root, 50, { own: 40 }), process(60, 1, { own: 20 })]);
    assert.equal(othersBetween(before, after), 0.2);
  });

  it('does not count kernel threads as others: they write what we wrote', () => {
    const all = (own: number) => [process(root, 50), process(7, 2, { own, isKernel: true })];
    assert.equal(othersBetween(moment(0, 0, all(0)), moment(60, 100, all(60))), 0);
  });

  it('does not count what init reaps as current work', () => {
    const init = (reaped: number) => process(1, 0, { reaped });
    const ended = process(60, 1, { own: 9000 });
    const before = moment(0, 0, [process(root, 50), init(10), ended, process(61, 1)]);
    const after = moment(0, 100, [process(root, 50), init(9010), process(61, 1, { own: 20 })]);
    assert.equal(othersBetween(before, after), 0.2);
  });

  it('includes the share of stolen time', () => {
    const all = [process(root, 50)];
    const { steal } = usageBetween(moment(0, 0, all, 5), moment(0, 200, all, 15), new ProcessTree(root));
    assert.equal(steal, 0.05);
  });

  it('is undefined for two moments within one tick', () => {
    const all = [process(root, 50)];
    const usage = usageBetween(moment(3, 50, all), moment(3, 50, all), new ProcessTree(root));
    assert.deepEqual(usage, { others: 0, steal: 0 });
  });
});
