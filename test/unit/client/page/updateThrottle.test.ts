import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { UpdateThrottle } from '../../../../src/client/page/updateThrottle.ts';

describe('throttled updates', () => {
  let now: number;
  let passed: number[];
  let acknowledging: PromiseWithResolvers<void> | undefined;
  let updates: UpdateThrottle;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    now = 0;
    passed = [];
    acknowledging = undefined;
    const pass = async () => {
      passed.push(now);
      await acknowledging?.promise;
    };
    updates = new UpdateThrottle(pass, 250, () => now);
  });
  afterEach(() => mock.timers.reset());

  async function passes(ms: number): Promise<void> {
    now += ms;
    mock.timers.tick(ms);
    await new Promise(resolve => setImmediate(resolve));
  }
  const figures = () => updates.notify({ isUrgent: false });

  it('are delivered at once, and then a few times a second, always including the latest', async () => {
    figures();
    await passes(0);
    for (let times = 0; times < 10; times++) {
      figures();
      await passes(50);
    }
    await passes(1000);
    assert.deepEqual(passed, [0, 250, 500]);
  });

  it('are delivered at once if something waits for them', async () => {
    figures();
    await passes(10);
    figures();
    await passes(10);
    updates.notify({ isUrgent: true });
    await passes(250);
    assert.deepEqual(passed, [0, 20]);
  });

  it('wait until the previous ones were acknowledged', async () => {
    acknowledging = Promise.withResolvers();
    figures();
    await passes(10);
    updates.notify({ isUrgent: true });
    await passes(900);
    assert.deepEqual(passed, [0]);
    acknowledging.resolve();
    await passes(0);
    assert.deepEqual(passed, [0, 910]);
  });

  it('start over when the recipient is gone', async () => {
    acknowledging = Promise.withResolvers();
    figures();
    await passes(300);
    figures();
    updates.forget();
    await passes(300);
    assert.deepEqual(passed, [0]);
    figures();
    await passes(0);
    assert.deepEqual(passed, [0, 600]);
  });
});
