import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ChangeAnnouncer } from '../../../src/engine/changeAnnouncer.ts';

describe('a change announcer', () => {
  let announced: string[][];
  let announcer: ChangeAnnouncer<string>;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    announced = [];
    announcer = new ChangeAnnouncer(ids => announced.push(ids), 50);
  });
  afterEach(() => mock.timers.reset());

  const pass = (ms: number) => mock.timers.tick(ms);
  const change = (...ids: string[]) => {
    for (const id of ids) announcer.changed(id);
  };

  it('announces what changes in one task together, once each, after the change', () => {
    change('a', 'b', 'a');
    assert.deepEqual(announced, []);
    pass(0);
    assert.deepEqual(announced, [['a', 'b']]);
  });

  it('announces no more often than its interval, and always the latest change', () => {
    change('a');
    pass(0);
    change('b');
    pass(49);
    assert.equal(announced.length, 1);
    change('c');
    pass(1);
    assert.deepEqual(announced.slice(1), [['b', 'c']]);
    pass(1000);
    assert.equal(announced.length, 2);
  });

  it('announces at once again after a pause', () => {
    change('a');
    pass(0);
    pass(50);
    change('b');
    pass(0);
    assert.deepEqual(announced, [['a'], ['b']]);
  });

  it('announces nothing it has forgotten until that changes again', () => {
    change('a', 'b');
    announcer.forget('a');
    announcer.forget('never seen');
    pass(0);
    change('b');
    announcer.forget('b');
    pass(1000);
    assert.deepEqual(announced, [['b']]);
    change('a');
    pass(0);
    assert.deepEqual(announced, [['b'], ['a']]);
  });

  it('includes a change made by the announcement itself in the next one', () => {
    announcer = new ChangeAnnouncer(ids => {
      announced.push(ids);
      if (announced.length === 1) announcer.changed('made by it');
    }, 50);
    change('a');
    pass(0);
    pass(50);
    assert.deepEqual(announced, [['a'], ['made by it']]);
  });
});
