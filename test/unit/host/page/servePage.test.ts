import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { EventEmitter, type Webview } from 'vscode';
import { PageCallBounds } from '../../../../src/client/page/pageCallBounds.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { DisposableStore } from '../../../../src/host/disposableStore.ts';
import { servePage } from '../../../../src/host/page/servePage.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('a page’s calls', () => {
  freshVscode();

  it('fail with a sentence, and with the code of the error', async () => {
    const received = new EventEmitter<unknown>();
    const answers = new Map<string, unknown>();
    const webview = {
      onDidReceiveMessage: received.event,
      postMessage: async ({ i, e }: { i: string; e: unknown }) => answers.set(i, e) !== undefined,
    } as unknown as Webview;
    const calls = {
      find: async () => Promise.reject(new SocketError('NO_ENDPOINT', { endpoint: 'x' })),
      parse: async () => Promise.reject(new RangeError('too long')),
    };
    const store = new DisposableStore();
    const parts = { log: watchedLog().log, bounds: new PageCallBounds(), store, isClosed: () => false };
    servePage(webview, calls, parts);
    for (const m of Object.keys(calls)) received.fire({ t: 'q', i: m, m, a: [] });
    await setImmediate();
    await setImmediate();
    assert.deepEqual(Object.fromEntries(answers), {
      find: {
        ...{ portsideError: 'SocketError', code: 'NO_ENDPOINT', params: { endpoint: 'x' } },
        message: 'No endpoint is named “x”.',
      },
      parse: { portsideError: 'RangeError', message: 'too long' },
    });
    store.dispose();
  });

  it('are answered until the tab is closed, and its own ones end then', async () => {
    const received = new EventEmitter<unknown>();
    const posted: object[] = [];
    const webview = {
      onDidReceiveMessage: received.event,
      postMessage: async (message: object) => posted.push(message) > 0,
    } as unknown as Webview;
    const [store, bounds] = [new DisposableStore(), new PageCallBounds()];
    let isClosed = false;
    const parts = { log: watchedLog().log, bounds, store, isClosed: () => isClosed };
    const calls = { double: async (value: number) => 2 * value };
    const page = servePage<{ ask(): number }, typeof calls>(webview, calls, parts);
    received.fire({ t: 'q', i: 'one', m: 'double', a: [21] });
    await setImmediate();
    assert.deepEqual(posted.splice(0), [{ t: 's', i: 'one', r: 42 }]);
    const asked = page.ask();
    await setImmediate();
    assert.equal(posted.splice(0).length, 1);
    isClosed = true;
    received.fire({ t: 'q', i: 'two', m: 'double', a: [21] });
    store.dispose();
    await assert.rejects(asked, /rpc is closed/);
    await setImmediate();
    assert.deepEqual(posted, []);
  });
});
