import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { ReactiveControllerHost } from 'lit';
import type { RepeatPlan } from '../../../../src/core/message/repetition.ts';
import { RepeatController } from '../../../../webview/composer/repeatController.ts';
import { keptState } from '../../../../webview/hostCalls.ts';
import type { KeptState } from '../../../../webview/keptState.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { elements, enter, named, press } from '../../../support/templates.ts';

describe('the composer’s repetition', () => {
  let updates: number;
  let calls: unknown[];

  async function begin(kept: KeptState = {}): Promise<RepeatController> {
    await beginPage({}, kept);
    hostDoes.keep = async () => undefined;
    return new RepeatController({ requestUpdate: () => updates++ } as unknown as ReactiveControllerHost, {
      start: (plan: RepeatPlan) => calls.push(plan),
      stop: () => calls.push('stop'),
    });
  }
  const everyMs = (value: string) => ({ value, valueAsNumber: Number(value), validity: { valid: true } });

  beforeEach(() => {
    updates = 0;
    calls = [];
  });

  it('is shown on request, which is stored', async () => {
    const repeat = await begin();
    assert.deepEqual(elements(repeat.bar(undefined, undefined)), []);
    repeat.toggle();
    assert.notDeepEqual(elements(repeat.bar(undefined, undefined)), []);
    assert.deepEqual([keptState().repeats, updates], [true, 1]);
    repeat.toggle();
    assert.deepEqual([keptState().repeats, repeat.isShown], [false, false]);
  });

  it('is shown while a message is being repeated, so that it can be stopped', async () => {
    const repeat = await begin();
    const state = { everyMs: 20, running: true, done: 1 };
    press(repeat.bar(state, undefined), 'Stop');
    assert.deepEqual(calls, ['stop']);
    assert.deepEqual(elements(repeat.bar({ ...state, running: false }, undefined)), []);
  });

  it('starts with the modified plan, which is stored', async () => {
    const repeat = await begin({ repeats: true, repeat: { everyMs: 500, count: 3 } });
    const drawn = repeat.bar(undefined, undefined);
    enter(drawn, 'Interval (ms)', 'input', everyMs('20'));
    press(drawn, 'Start');
    assert.deepEqual(calls, [{ everyMs: 20, count: 3 }]);
    assert.deepEqual([keptState().repeat, updates], [{ everyMs: 20, count: 3 }, 1]);
    assert.equal(named(repeat.bar(undefined, undefined), 'Interval (ms)').attributes['.value'], '20');
  });

  it('can’t be started while nothing can be sent', async () => {
    const repeat = await begin({ repeats: true });
    assert.equal(named(repeat.bar(undefined, undefined), 'Start').attributes['?disabled'], false);
    assert.equal(named(repeat.bar(undefined, 'No client.'), 'Start').attributes['?disabled'], true);
  });
});
