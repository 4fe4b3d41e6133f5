import assert from 'node:assert/strict';
import { maxFailureUnits, type PageFailure } from '../../../src/protocol/pageFailure.ts';
import { reportFailures } from '../../../webview/failures.ts';

describe('a page’s failures', () => {
  let reported: PageFailure[];
  let page: EventTarget;

  beforeEach(() => {
    reported = [];
    page = new EventTarget();
    const host = {
      reportFailure: async (failure: PageFailure) => {
        reported.push(failure);
        throw new Error('the host has gone');
      },
    };
    reportFailures(host, page);
  });

  const fire = (type: string, what: object) => page.dispatchEvent(Object.assign(new Event(type), what));

  it('are reported with name, message and stack', () => {
    const error = new TypeError('no');
    const { stack } = error;
    fire('error', { error });
    fire('unhandledrejection', { reason: error });
    fire('unhandledrejection', { reason: 'a text' });
    assert.deepEqual(reported, [
      { kind: 'error', name: 'TypeError', message: 'no', stack },
      { kind: 'rejection', name: 'TypeError', message: 'no', stack },
      { kind: 'rejection', name: 'NotAnError', message: 'a text' },
    ]);
  });

  it('exclude the browser’s notices', () => {
    fire('error', { message: 'ResizeObserver loop completed with undelivered notifications.' });
    fire('error', { error: null });
    assert.deepEqual(reported, []);
  });

  it('are limited in number and length', () => {
    const error = Object.assign(new Error('x'.repeat(1e6)), { name: 'y'.repeat(1e6) });
    for (let at = 0; at < 1000; at++) fire('error', { error });
    assert.equal(reported.length, 20);
    for (const { name, message, stack } of reported)
      assert.deepEqual({ name: name.length, message: message.length, stack: stack?.length }, { ...maxFailureUnits });
  });
});
