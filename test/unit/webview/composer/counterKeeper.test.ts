import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CounterKeeper } from '../../../../webview/composer/counterKeeper.ts';
import { keptState } from '../../../../webview/hostCalls.ts';
import type { KeptState } from '../../../../webview/keptState.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('the counter stored by a page', () => {
  async function keeper(kept: KeptState = {}): Promise<CounterKeeper> {
    await beginPage({}, kept);
    hostDoes.keep = async () => undefined;
    mock.timers.enable({ apis: ['setTimeout'] });
    return new CounterKeeper();
  }

  afterEach(() => mock.timers.reset());

  it('is the newest after a second, however often it changed', async () => {
    const counter = await keeper();
    for (let value = 2; value <= 500; value++) counter.update(value);
    mock.timers.tick(999);
    assert.equal(keptState().counter, undefined);
    mock.timers.tick(1);
    assert.equal(keptState().counter, 500);
    counter.update(501);
    mock.timers.tick(1000);
    assert.equal(keptState().counter, 501);
  });

  it('is stored once for all changes in a second', async () => {
    const counter = await keeper();
    let keeps = 0;
    hostDoes.keep = async () => void keeps++;
    counter.update(2);
    mock.timers.tick(500);
    counter.update(3);
    for (let times = 0; times < 3; times++) {
      mock.timers.tick(500);
      await new Promise(setImmediate);
    }
    assert.deepEqual([keeps, keptState().counter], [1, 3]);
  });

  it('isn’t stored if it is unchanged', async () => {
    const fresh = await keeper();
    fresh.update(1);
    fresh.update(undefined);
    mock.timers.tick(1000);
    assert.ok(!('counter' in keptState()));
    mock.timers.reset();
    const later = await keeper({ counter: 7 });
    hostDoes.keep = async () => assert.fail('nothing has to be stored');
    later.update(7);
    mock.timers.tick(1000);
  });

  it('is stored when it restarts at 1', async () => {
    const counter = await keeper({ counter: 7 });
    counter.update(1);
    mock.timers.tick(1000);
    assert.equal(keptState().counter, 1);
  });
});
