import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ViewColumn, window } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { tryIt } from '../../../../src/host/commands/tryIt.ts';
import { panelType } from '../../../../src/host/shown/panelTabs.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';

describe('Try It', () => {
  freshVscode();
  fakeTimers();

  const nothing = () => undefined;
  let opened: EndpointConfig[];
  let reopened: (EndpointConfig | undefined)[];
  let shown: unknown[];
  let sent: string[];
  let endpoints: FakeEndpoints;
  let context: CommandContext;
  let begun: PromiseWithResolvers<void>;

  beforeEach(() => {
    opened = [];
    reopened = [];
    shown = [];
    sent = [];
    const listed = (config: EndpointConfig) =>
      endpointSnapshot(config.name ?? '', 0, {
        config,
        address: config.kind === 'tcp-server' ? 'tcp://127.0.0.1:4001' : '',
      });
    endpoints = fakeEndpoints([], {
      open: async config => {
        opened.push(config);
        endpoints.list(...endpoints.all, listed(config));
        return listed(config);
      },
      reopen: async (id, config) => {
        reopened.push(config);
        return { ...endpoints.find(id), ...(config && { config }) };
      },
      send: async (id, data) => void sent.push(`${id}: ${Buffer.from(data).toString()}`),
    });
    begun = Promise.withResolvers();
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post: nothing });
    const panels = { open: (...args: unknown[]) => void shown.push(args), whenBegun: () => begun.promise };
    context = { endpoints, panels } as unknown as CommandContext;
  });
  afterEach(() => webviews.setHost(undefined));

  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  };
  /** Tab events: there is no window to show tabs. */
  async function run(): Promise<void> {
    const trying = tryIt(context);
    await settled();
    mock.timers.tick(3000);
    await trying;
  }

  it('opens an echo server and its client, shows both, and says hello', async () => {
    await run();
    assert.deepEqual(opened, [
      { kind: 'tcp-server', address: ':0', name: 'Echo', reply: 'echo' },
      { kind: 'tcp-client', address: '127.0.0.1:4001', name: 'You' },
    ]);
    assert.deepEqual(shown, [
      ['You', true, ViewColumn.Active],
      ['Echo', false, ViewColumn.Beside],
    ]);
    assert.deepEqual(sent, ['You: Hello! The echo server will send this back.']);
  });

  it('shows existing ones, and reopens them if they are closed or the server has moved', async () => {
    await run();
    await run();
    assert.equal(opened.length, 2);
    assert.equal(reopened.length, 0);
    const moved = { ...endpoints.find('Echo'), address: 'tcp://127.0.0.1:4002' };
    endpoints.change(moved);
    await run();
    assert.deepEqual(
      reopened.map(config => config?.address),
      ['127.0.0.1:4002'],
    );
    endpoints.change({ ...endpoints.find('Echo'), state: 'closed' });
    await run();
    assert.equal(reopened[1]?.address, ':0');
  });

  it('shows the server once the client’s page has started, and its tab is active', async () => {
    const trying = tryIt(context);
    await settled();
    window.createWebviewPanel('any', 'You', ViewColumn.One);
    await settled();
    assert.equal(shown.length, 1, 'another tab of this title');
    window.createWebviewPanel(panelType, 'You', ViewColumn.One);
    await settled();
    assert.equal(shown.length, 1);
    begun.resolve();
    await trying;
    assert.equal(shown.length, 2);
  });

  it('shows the client beside the server if the user is at the server', async () => {
    await run();
    window.createWebviewPanel(panelType, 'Echo', ViewColumn.Two);
    shown = [];
    await run();
    assert.deepEqual(shown, [
      ['You', true, ViewColumn.Beside],
      ['Echo', false, ViewColumn.Beside],
    ]);
  });

  it('says hello once', async () => {
    await run();
    const { counters, ...client } = endpoints.find('You');
    endpoints.change({ ...client, counters: { ...counters, framesOut: 1 } });
    await run();
    assert.equal(sent.length, 1);
  });
});
