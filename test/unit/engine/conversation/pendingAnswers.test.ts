import assert from 'node:assert/strict';
import type { SocketError } from '../../../../src/core/socketError.ts';
import { type AnswerHolder, PendingAnswers } from '../../../../src/engine/conversation/pendingAnswers.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';

describe('replies pending in all outboxes', () => {
  let pending: PendingAnswers;
  let woken: string[];
  const most = 100_000;

  beforeEach(() => {
    pending = new PendingAnswers();
    woken = [];
  });

  const holder = (name: string, more: Partial<AnswerHolder> = {}): AnswerHolder => {
    const made = {
      eased: () => void woken.push(name),
      failed: ({ code }: SocketError) => void woken.push(`${name}: ${code}`),
      ...more,
    };
    pending.holds(made, true);
    return made;
  };
  /** Takes as many turns as those that wait. */
  const later = async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise<void>(resolve => turnBudget.inLaterTurn(resolve));
  };

  it('are too many beyond 100,000, or beyond 256 MiB', () => {
    pending.add(most, 256 * 1024 * 1024);
    assert.ok(!pending.areTooMany);
    pending.add(1, 0);
    assert.ok(pending.areTooMany);
    pending.remove(1, 0);
    pending.add(0, 1);
    assert.ok(pending.areTooMany);
  });

  it('wake everyone with many of them, in later turns, once they are no longer too many', async () => {
    holder('one');
    holder('other');
    pending.add(most + 2, 0);
    pending.remove(1, 0);
    await later();
    assert.deepEqual(woken, []);
    pending.remove(1, 0);
    assert.deepEqual(woken, []);
    await later();
    assert.deepEqual(woken, ['one', 'other']);
    pending.remove(1, 0);
    await later();
    assert.deepEqual(woken, ['one', 'other']);
  });

  it('don’t wake those with only a few, or that are over', async () => {
    const [one, other] = [holder('one'), holder('other')];
    pending.add(most + 1, 0);
    pending.holds(one, false);
    pending.remove(1, 0);
    pending.holds(other, false);
    await later();
    assert.deepEqual(woken, []);
  });

  it('wake as many as there is room for, and the others first when there is room again', async () => {
    const takesAll = (name: string) =>
      holder(name, {
        eased: () => {
          woken.push(name);
          pending.add(1, 0);
        },
      });
    for (const name of ['a', 'b', 'c']) takesAll(name);
    pending.add(most + 1, 0);
    for (const expected of ['a', 'b', 'c', 'a']) {
      woken = [];
      pending.remove(1, 0);
      await later();
      assert.deepEqual(woken, [expected]);
    }
  });

  it('wake those again that were woken before there were too many in the meantime', async () => {
    holder('one');
    holder('other', {
      eased: () => {
        woken.push('other');
        pending.add(1, 0);
        pending.remove(1, 0);
      },
    });
    pending.add(most + 1, 0);
    pending.remove(1, 0);
    await later();
    assert.deepEqual(woken, ['one', 'other', 'one']);
  });

  it('wake the others if one fails', async () => {
    holder('broken', {
      eased: () => {
        throw new Error('broken');
      },
    });
    holder('other');
    pending.add(most + 1, 0);
    pending.remove(1, 0);
    await later();
    assert.deepEqual(woken, ['broken: INTERNAL_ERROR', 'other']);
  });

  describe('of several endpoints', () => {
    let all: PendingAnswers;
    const ofOne = () => new PendingAnswers(80, 10, all);
    beforeEach(() => {
      all = new PendingAnswers(100);
    });

    it('are too many for those that have any, if all together are', () => {
      const [one, other, idle] = [ofOne(), ofOne(), ofOne()];
      one.add(1, 70);
      other.add(1, 30);
      assert.deepEqual([one.areTooMany, other.areTooMany], [false, false]);
      other.add(1, 1);
      assert.deepEqual([one.areTooMany, other.areTooMany, idle.areTooMany], [true, true, false]);
      other.remove(2, 31);
      assert.deepEqual([one.areTooMany, other.areTooMany, all.areTooMany], [false, false, false]);
      one.add(1, 11);
      assert.deepEqual([one.areTooMany, all.areTooMany], [true, false]);
    });

    it('wake each other', async () => {
      const [one, other] = [ofOne(), ofOne()];
      one.holds({ eased: () => void woken.push('one'), failed: assert.fail }, true);
      const gone = { eased: assert.fail, failed: assert.fail };
      one.holds(gone, true);
      one.holds(gone, false);
      one.add(1, 70);
      other.add(1, 31);
      other.remove(1, 31);
      await later();
      assert.deepEqual(woken, ['one']);
    });
  });
});
