import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { EventEmitter, ViewColumn, window } from 'vscode';
import type { EndpointSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { FirstSteps } from '../../../src/host/firstSteps.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../support/fakeEndpoints.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { webviews } from '../../support/fakeVscode/webviews.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';
import { root } from '../../support/paths.ts';

describe('the walkthrough’s first steps', () => {
  freshVscode();

  const nothing = () => undefined;
  let endpoints: FakeEndpoints;
  let steps: FirstSteps;
  let stored: EventEmitter<void>;
  let activeTab: { label: string; input: object | undefined } | undefined;

  beforeEach(() => {
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post: nothing });
    activeTab = undefined;
    mock.getter(window.tabGroups, 'activeTabGroup', () => ({ activeTab }) as never);
    endpoints = fakeEndpoints([server(0, 0)]);
    stored = new EventEmitter();
    steps = new FirstSteps(endpoints, { onDidSave: stored.event });
  });
  afterEach(() => {
    steps.dispose();
    mock.restoreAll();
    webviews.setHost(undefined);
  });

  const taken = () => workbenchState.done.shown.map(({ command, args }) => [command, ...args.map(text)].join(' '));
  const unfolded = () => taken().filter(one => !one.startsWith('setContext'));
  const text = (argument: unknown) =>
    typeof argument === 'object' ? Object.values(argument ?? {}).join(' ') : argument;
  const server = (framesIn: number, framesOut: number, more: Partial<EndpointSnapshot> = {}) => {
    const counters = { ...endpointSnapshot('s', 0).counters, framesIn, framesOut };
    return endpointSnapshot('s', 0, { counters, ...more });
  };
  /** Activates another tab: one that VS Code reports only by its label, or another one. */
  const goTo = (label: string, input?: object) => {
    activeTab = { label, input };
    // VS Code reports another tab.
    window.createWebviewPanel('any', 'any', ViewColumn.One);
  };

  it('are completed once each, in any order', () => {
    endpoints.change(server(1, 0, { state: 'opening' }));
    assert.deepEqual(taken(), ['setContext portside.heard true']);
    endpoints.change(server(2, 0));
    endpoints.change(server(3, 1));
    endpoints.change(server(4, 2));
    const config = { kind: 'udp', address: ':0', reply: [{ when: { text: 'ping' }, send: 'pong' }] } as const;
    endpoints.change(server(5, 3, { config: { ...config, reply: [...config.reply] } }));
    for (let time = 0; time < 2; time++) steps.looked();
    for (let time = 0; time < 2; time++) stored.fire();
    assert.deepEqual(taken(), [
      'setContext portside.heard true',
      'setContext portside.listens true',
      'setContext portside.said true',
      'setContext portside.replies true',
      'setContext portside.looked true',
      'setContext portside.saved true',
    ]);
  });

  it('are checked off by their context keys', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const keys = contributes.walkthroughs[0].steps.map(
      ({ completionEvents }: { completionEvents: string[] }) => completionEvents,
    );
    const wanted = ['listens', 'heard', 'said', 'looked', 'replies', 'saved'];
    assert.deepEqual(
      keys,
      wanted.map(key => [`onContext:portside.${key}`]),
    );
  });

  it('are not completed by a client, or by an echo', () => {
    const config = { kind: 'tcp-client', address: '127.0.0.1:9', reply: [] } as const;
    endpoints.change(server(1, 1, { config: { ...config, reply: [] } }));
    assert.deepEqual(taken(), []);
    endpoints.change(server(0, 0, { config: { kind: 'tcp-server', address: ':0', reply: 'echo' } }));
    assert.deepEqual(taken(), ['setContext portside.listens true']);
  });

  it('expand the next step to do while the user is in the walkthrough', async () => {
    goTo('Welcome');
    endpoints.change(server(0, 0));
    await setImmediate();
    endpoints.change(server(0, 1));
    await setImmediate();
    endpoints.change(server(1, 1));
    await setImmediate();
    assert.deepEqual(taken(), [
      'setContext portside.listens true',
      'walkthroughs.selectStep client',
      'setContext portside.said true',
      'workbench.action.openWalkthrough portside.portside#firstSteps client',
      'setContext portside.heard true',
      'workbench.action.openWalkthrough portside.portside#firstSteps look',
    ]);
  });

  it('expand one step when several are completed at once', async () => {
    goTo('Welcome');
    endpoints.change(server(1, 1));
    await setImmediate();
    assert.deepEqual(unfolded(), ['walkthroughs.selectStep look']);
  });

  it('wait if the user went elsewhere, which VS Code reports only now', async () => {
    goTo('Welcome');
    endpoints.change(server(0, 0));
    await setImmediate();
    endpoints.change(server(1, 0));
    goTo('server', {});
    await setImmediate();
    assert.deepEqual(unfolded(), ['walkthroughs.selectStep client']);
  });

  it('expand once when the user returns', async () => {
    goTo('Welcome', {});
    endpoints.change(server(1, 0));
    await setImmediate();
    assert.doesNotMatch(taken().join(), /selectStep/);
    goTo('Settings');
    assert.doesNotMatch(taken().join(), /selectStep/);
    goTo('Walkthrough: Get Started');
    goTo('chat.ts', {});
    goTo('Walkthrough: Get Started');
    assert.deepEqual(
      taken().filter(one => one.startsWith('walkthroughs')),
      ['walkthroughs.selectStep answer'],
    );
  });

  it('expand for any such tab if its label is translated', async () => {
    workbenchState.state.language = 'de';
    goTo('Willkommen');
    endpoints.change(server(0, 0));
    await setImmediate();
    assert.deepEqual(taken().at(-1), 'walkthroughs.selectStep client');
  });
});
