import assert from 'node:assert/strict';
import type { RepeatPlan, RepeatState } from '../../../../src/core/message/repetition.ts';
import { repeatBar } from '../../../../webview/composer/repeatBar.ts';
import { elements, fire, named, textOf } from '../../../support/templates.ts';

describe('the repeat bar', () => {
  const interval = 'Interval (ms)';
  const times = 'Number of times; leave empty to repeat until stopped';
  let started: unknown[];

  const bar = (plan: RepeatPlan, state?: RepeatState, blocked?: string) =>
    repeatBar(plan, state, blocked, {
      change: next => started.push(next),
      start: () => started.push('start'),
      stop: () => started.push('stop'),
    });
  const running: RepeatState = { everyMs: 20, count: 5, running: true, done: 2 };
  const said = (state: RepeatState) => textOf(bar({ everyMs: 1000 }, state)).replace(/.*(Start|Stop) ?/, '');

  function type(plan: RepeatPlan, field: string, value: string, isValid = true): void {
    const target = {
      value,
      valueAsNumber: Number(value),
      validity: { valid: isValid, badInput: !isValid && value === '' },
    };
    fire(named(bar(plan), field), 'input', { target });
  }

  beforeEach(() => {
    started = [];
  });

  it('accepts a valid interval and count, and keeps the rest of the plan', () => {
    type({ everyMs: 1000, count: 3 }, interval, '20');
    type({ everyMs: 1000, count: 3 }, times, '7');
    assert.deepEqual(started, [
      { everyMs: 20, count: 3 },
      { everyMs: 1000, count: 7 },
    ]);
  });

  it('repeats endlessly if the count is empty, and requires an interval', () => {
    type({ everyMs: 1000, count: 3 }, times, '');
    type({ everyMs: 1000, count: 3 }, interval, '');
    assert.deepEqual(started, [{ everyMs: 1000 }, { everyMs: 1000, count: 3 }]);
  });

  it('rejects anything out of range, or not a number', () => {
    type({ everyMs: 1000 }, interval, '0', false);
    type({ everyMs: 1000, count: 3 }, times, '', false);
    assert.deepEqual(started, []);
  });

  it('shows the current values when a field loses focus', () => {
    const target = { value: '0' };
    fire(named(bar({ everyMs: 1000 }), interval), 'change', { target });
    assert.equal(target.value, '1000');
  });

  it('shows the running repetition, which can’t be changed meanwhile', () => {
    const field = (name: string) => named(bar({ everyMs: 1000 }, running), name).attributes;
    assert.deepEqual([field(interval)['.value'], field(times)['.value']], ['20', '5']);
    assert.deepEqual([field(interval)['?disabled'], field(times)['?disabled']], [true, true]);
    const over = named(bar({ everyMs: 1000 }, { ...running, running: false }), interval).attributes;
    assert.deepEqual([over['.value'], over['?disabled']], ['1000', false]);
  });

  it('shows the progress, and the reason for the end', () => {
    assert.equal(said(running), '2 of 5 sent');
    assert.equal(said({ everyMs: 20, running: true, done: 2 }), '2 sent');
    assert.equal(said({ ...running, problem: 'An old one.' }), '2 of 5 sent');
    assert.equal(
      said({ ...running, running: false, problem: 'The peer has gone.' }),
      '2 of 5 sent · The peer has gone.',
    );
  });

  it('doesn’t start what can’t be sent', () => {
    const start = (blocked?: string) =>
      elements(bar({ everyMs: 1000 }, undefined, blocked)).find(({ tag }) => tag === 'vscode-button')?.attributes;
    const isOff = (blocked?: string) => ['?disabled', 'aria-disabled'].map(name => start(blocked)?.[name]);
    assert.deepEqual(isOff(), [false, false]);
    assert.deepEqual(isOff('No client connected.'), [true, true]);
  });

  it('doesn’t start on Enter in a field: that would send the message', () => {
    assert.ok(fire(named(bar({ everyMs: 1000 }), interval), 'keydown', { key: 'Enter' }).isPrevented);
    assert.ok(!fire(named(bar({ everyMs: 1000 }), interval), 'keydown', { key: '1' }).isPrevented);
  });
});
