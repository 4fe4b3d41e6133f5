import assert from 'node:assert/strict';
import { fewMessages, TurnBudget } from '../../../../src/engine/turns/turnBudget.ts';

describe('the turn budget', () => {
  let nowMs = 0;
  let turns: (() => void)[] = [];
  let budget: TurnBudget;
  const steps = 2 ** 17;

  beforeEach(() => {
    nowMs = 5;
    turns = [];
    budget = new TurnBudget(
      () => nowMs,
      begin => turns.push(begin),
    );
  });

  /** Begins the next turn. */
  const turn = () => {
    const [begin, ...more] = turns.splice(0);
    assert.deepEqual(more, []);
    assert.ok(begin);
    begin();
  };
  /** Uses up the rest of the turn. */
  const spend = () => {
    while (budget.tryTake(steps)) nowMs += 5;
  };

  it('grants any first work, and more as long as little time has passed', () => {
    assert.ok(budget.tryTake(steps));
    assert.ok(budget.tryTake(steps));
    nowMs += 9;
    assert.ok(budget.tryTake(steps));
    nowMs += 1;
    assert.ok(!budget.tryTake(1));
    assert.ok(!budget.tryTake(steps));
  });

  it('doesn’t read the clock for every small piece of work', () => {
    assert.ok(budget.tryTake(1));
    nowMs += 1000;
    assert.ok(budget.tryTake(1));
    assert.ok(budget.tryTake(steps - 2));
    assert.ok(!budget.tryTake(1));
  });

  it('reads it after a few messages, however short they are, or after a long one', () => {
    for (let messages = 0; messages < fewMessages; messages++) {
      assert.ok(budget.tryTakeMessage(0));
      nowMs += 1000;
    }
    assert.ok(!budget.tryTakeMessage(0));
    turn();
    assert.ok(budget.tryTakeMessage(steps));
    nowMs += 1000;
    assert.ok(!budget.tryTakeMessage(0));
  });

  it('charges for messages that have been handled, however many', () => {
    assert.ok(budget.chargeMessages(1_000_000));
    assert.ok(budget.chargeMessages(1));
    nowMs += 10;
    assert.ok(!budget.chargeMessages(1_000_000));
  });

  it('grants a few single messages in an exhausted turn, whatever their owner', () => {
    const lone = () => {
      let taken = 0;
      while (budget.tryTakeLoneMessage(0)) taken++;
      return taken;
    };
    for (let turnsLeft = 2; turnsLeft > 0; turnsLeft--) {
      spend();
      assert.equal(lone(), fewMessages);
      assert.equal(lone(), 0);
      turn();
    }
    assert.ok(budget.tryTakeLoneMessage(0));
  });

  it('grants nothing small once it has refused something large', () => {
    assert.ok(budget.tryTake(steps - 10));
    nowMs += 10;
    assert.ok(!budget.tryTake(11));
    assert.ok(!budget.tryTake(1));
  });

  it('is renewed with each turn', () => {
    assert.ok(budget.tryTake(steps));
    nowMs += 50;
    assert.ok(!budget.tryTake(1));
    turn();
    assert.ok(budget.tryTake(1));
    turn();
    assert.deepEqual(turns, []);
  });

  it('resumes waiting owners in request order, as many as fit into a turn, at least one', () => {
    const log: string[] = [];
    const wait = (name: string, work: () => void) =>
      budget.inLaterTurn(() => {
        log.push(name);
        work();
      });
    wait('a', spend);
    wait('b', () => assert.ok(budget.tryTake(1)));
    wait('c', spend);
    wait('d', () => assert.ok(budget.tryTake(1)));
    assert.deepEqual(log, []);
    turn();
    assert.deepEqual(log.splice(0), ['a']);
    turn();
    assert.deepEqual(log.splice(0), ['b', 'c']);
    turn();
    assert.deepEqual(log.splice(0), ['d']);
    turn();
    assert.deepEqual(turns, []);
    nowMs += 1000;
    wait('e', () => undefined);
    nowMs += 1000;
    turn();
    assert.deepEqual(log, ['e']);
  });

  it('starves no owner: one that uses up each turn and asks again waits behind the others', () => {
    const log: string[] = [];
    const resume = (name: string) => {
      log.push(name);
      spend();
      if (log.length < 9) budget.inLaterTurn(() => resume(name));
    };
    for (const name of ['a', 'b', 'c']) budget.inLaterTurn(() => resume(name));
    for (let count = 0; count < 9; count++) turn();
    assert.equal(log.join(''), 'abcabcabc');
  });

  it('ends the turn even if resumed owners ask for another at once', () => {
    let times = 0;
    const resume = () => {
      times++;
      budget.inLaterTurn(resume);
    };
    resume();
    turn();
    assert.equal(times, 2);
  });

  it('takes steps at once if there are any, otherwise in a later turn, in request order', async () => {
    assert.equal(budget.takeWhenPossible(steps), undefined);
    spend();
    const log: string[] = [];
    const taken = ['a', 'b'].map(async name => {
      await budget.takeWhenPossible(steps);
      log.push(name);
      spend();
    });
    await Promise.resolve();
    assert.deepEqual(log, []);
    turn();
    await taken[0];
    assert.deepEqual(log, ['a']);
    turn();
    await taken[1];
    assert.deepEqual(log, ['a', 'b']);
  });
});
