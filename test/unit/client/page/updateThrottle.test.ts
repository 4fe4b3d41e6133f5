import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { UpdateThrottle } from '../../../../src/client/page/updateThrottle.ts';

describe('paced news', () => {
  let now: number;
  let passed: number[];
  let hearing: PromiseWithResolvers<void> | undefined;
  let news: UpdateThrottle;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    now = 0;
    passed = [];
    hearing = undefined;
    const pass = async () => {
      passed.push(now);
      await hearing?.promise;
    };
    news = new UpdateThrottle(pass, 250, () => now);
  });
  afterEach(() => mock.timers.reset());

  async function passes(ms: number): Promise<void> {
    now += ms;
    mock.timers.tick(ms);
    await new Promise(resolve => setImmediate(resolve));
  }
  const figures = () => news.notify({ isUrgent: false });

  it('are passed on at once, and then a few times a second, the last ones always', async () => {
    figures();
    await passes(0);
    for (let times = 0; times < 10; times++) {
      figures();
      await passes(50);
    }
    await passes(1000);
    assert.deepEqual(passed, [0, 250, 500]);
  });

  it('are passed on at once where something waits for them', async () => {
    figures();
    await passes(10);
    figures();
    await passes(10);
    news.notify({ isUrgent: true });
    await passes(250);
    assert.deepEqual(passed, [0, 20]);
  });

  it('wait until the last ones were heard', async () => {
    hearing = Promise.withResolvers();
    figures();
    await passes(10);
    news.notify({ isUrgent: true });
    await passes(900);
    assert.deepEqual(passed, [0]);
    hearing.resolve();
    await passes(0);
    assert.deepEqual(passed, [0, 910]);
  });

  it('start over when who heard them has gone', async () => {
    hearing = Promise.withResolvers();
    figures();
    await passes(300);
    figures();
    news.forget();
    await passes(300);
    assert.deepEqual(passed, [0]);
    figures();
    await passes(0);
    assert.deepEqual(passed, [0, 600]);
  });
});
