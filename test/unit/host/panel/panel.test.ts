import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EventEmitter, env, ViewColumn, window } from 'vscode';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { panelType } from '../../../../src/host/shown/panelTabs.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a panel', () => {
  freshVscode();
  fakeTimers();
  // The tests below don’t wait for code that is loaded with the first call.
  before(() => import('../../../../src/client/page/pageInput.ts'));

  let nowMs: number;
  let kept: string | undefined;
  let viewsChanged: EventEmitter<readonly number[]>;
  let transfersChanged: EventEmitter<readonly TransferSnapshot[]>;
  let endpoints: FakeEndpoints;
  let shown: ShownPanels;
  let panel: Panel;
  let tab: FakePanel;
  let calls: number;

  const endpoint = (more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot('e', 0, { config: { kind: 'tcp-server', address: ':0', name: 'mine' }, ...more });
  const withBytes = (bytesIn: number) => endpoint({ counters: { ...endpoint().counters, bytesIn } });

  beforeEach(() => {
    nowMs = 0;
    mock.method(performance, 'now', () => nowMs);
    calls = 0;
    kept = undefined;
    viewsChanged = new EventEmitter();
    transfersChanged = new EventEmitter();
    endpoints = fakeEndpoints([endpoint()], {
      onDidChangeViews: viewsChanged.event,
      onDidChangeTransfers: transfersChanged.event,
      panelState: () => kept,
      engine: { openView: async () => ({ view: 7, state: {} }), closeView: async () => undefined },
    });
    shown = showPanels(endpoints, ['e']);
    panel = new Panel(endpoint(), shown.parts);
    tab = webviews.all[0] ?? assert.fail('there is no tab');
  });
  afterEach(() => {
    shown.dispose();
    mock.restoreAll();
  });

  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  };
  /** Calls the host like a page. Resolves with its answer. */
  async function call(name: string, ...args: unknown[]): Promise<unknown> {
    const i = `call ${++calls}`;
    tab.receive({ t: 'q', i, m: name, a: args });
    await settled();
    const [answer] = shown.posted.filter(message => (message as { i: string }).i === i) as {
      r?: unknown;
      e?: unknown;
    }[];
    if (answer?.e !== undefined) throw Object.assign(new Error(), answer.e);
    return answer?.r;
  }
  /** Returns the arguments that the page received in a call of this name, which it answers at once. */
  async function received(name: string): Promise<unknown[]> {
    await settled();
    const asked = shown.posted.filter(message => (message as { m?: string }).m === name) as {
      i?: string;
      a: unknown[];
    }[];
    for (const { i } of asked) if (i !== undefined) tab.receive({ t: 's', i });
    await settled();
    return asked.map(({ a }) => a[0]);
  }
  const states = async () => (await received('changed')) as PanelState[];
  const start = async () => (await call('start')) as PanelState & { kept?: string };

  it('starts with everything that its page shows', async () => {
    kept = '{"draft":"hi"}';
    const { endpoint: given, exposed, wasOpen, editing, framing, announces, failure, kept: draft } = await start();
    assert.equal(given.id, 'e');
    assert.deepEqual(
      { exposed, wasOpen, editing, framing, announces, failure, draft },
      {
        exposed: false,
        wasOpen: true,
        editing: false,
        framing: { label: 'no framing', short: 'no framing', isNone: true },
        announces: true,
        failure: undefined,
        draft: kept,
      },
    );
  });

  it('reports where its endpoint is saved, and when that changes', async () => {
    const places = new EventEmitter<void>();
    let place = 'user settings';
    const savedForms = {
      onDidChangePlaces: places.event,
      placeOf: async () => ({ place, isOnlyEdited: false }),
      saverOf: () => assert.fail('nothing is saved'),
    };
    panel.dispose();
    panel = new Panel(endpoint(), { ...shown.parts, savedForms });
    tab = webviews.all[0] ?? assert.fail('there is no tab');
    assert.equal((await start()).saved, undefined);
    // The host sends the next state only after the page has answered the previous one.
    const latest = async () => (await states()) && (await states()).at(-1);
    assert.equal((await latest())?.saved?.place, 'user settings');
    place = 'workspace settings';
    places.fire();
    assert.equal((await latest())?.saved?.place, 'workspace settings');
    place = 'settings of the folder a';
    endpoints.change(endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'other' } }));
    assert.equal((await latest())?.saved?.place, 'settings of the folder a');
  });

  it('is closed by its page', async () => {
    await start();
    await call('closePanel').catch(() => undefined /* there is no page to answer */);
    assert.deepEqual(webviews.all, []);
  });

  it('notifies only the first page of a tab from an earlier window that it continues there', async () => {
    const isRevived = async () => ((await call('start')) as { isRevived: boolean }).isRevived;
    assert.equal(await isRevived(), false);
    panel.dispose();
    const view = window.createWebviewPanel(panelType, '', ViewColumn.One, {});
    panel = new Panel(endpoint(), shown.parts, view);
    tab = webviews.all[0] ?? assert.fail('there is no tab');
    assert.deepEqual([await isRevived(), await isRevived()], [true, false]);
  });

  it('filters by a peer, in the current page or in the next one', async () => {
    const [peer, other] = [
      { id: 'p1', address: 'a:1' },
      { id: 'p2', address: 'a:2' },
    ];
    panel.showPeer(other);
    panel.showPeer(peer);
    const begun = (await call('start')) as { peer?: unknown };
    assert.deepEqual(begun.peer, peer);
    panel.showPeer(other);
    assert.deepEqual(await received('showPeer'), [other]);
    tab.hide();
    panel.showPeer(peer);
    tab.reveal();
    assert.deepEqual(((await call('start')) as { peer?: unknown }).peer, peer);
    assert.equal(((await call('start')) as { peer?: unknown }).peer, undefined);
    assert.deepEqual(await received('showPeer'), [other]);
  });

  it('reports when its page has loaded, and stops waiting when it is closed', async () => {
    let isReceived = false;
    const receiving = panel.whenBegun().then(() => {
      isReceived = true;
    });
    await settled();
    assert.equal(isReceived, false);
    await start();
    await receiving;
    await panel.whenBegun();
    tab.hide();
    const closing = panel.whenBegun();
    tab.dispose();
    await closing;
    await panel.whenBegun();
  });

  it('reads no more at once for a page that keeps starting over', async () => {
    let reading = 0;
    const entryBytes = () => {
      reading++;
      return new Promise<Uint8Array>(() => undefined);
    };
    Object.assign(endpoints.engine, { entryBytes });
    await start();
    for (let times = 0; times < 3; times++) {
      for (let at = 0; at < 4; at++) await call('entryBytes', at, 0, 10);
      await start();
    }
    assert.equal(reading, 4);
  });

  it('asks the user one question at a time for its page', async () => {
    Object.assign(endpoints.engine, { targetPeers: async () => [{ id: 'p1', address: 'a:1' }] });
    await start();
    const chosen = call('sendChosen', null);
    const question = await questions.question('send files?', 'list');
    await assert.rejects(call('sendChosen', null), { message: 'Another question is still open. Answer it first.' });
    question.dismiss();
    await chosen;
  });

  it('makes its page focus the message box when the user opens it to write', async () => {
    panel.reveal(true);
    await start();
    panel.reveal(false);
    assert.deepEqual(await received('focusMessage'), []);
    panel.reveal(true);
    assert.equal((await received('focusMessage')).length, 1);
  });

  it('makes its page follow the next peer or not, if there is a page', async () => {
    assert.equal(await panel.toggleFollow(), undefined);
    await start();
    const toggled = panel.toggleFollow();
    await settled();
    const [asked] = shown.posted.filter(message => (message as { m?: string }).m === 'toggleFollow');
    tab.receive({ t: 's', i: (asked as { i: string }).i, r: true });
    assert.equal(await toggled, true);
    tab.hide();
    assert.equal(await panel.toggleFollow(), undefined);
  });

  it('doesn’t confuse a page’s error with its own', async () => {
    await start();
    const errors = [
      { portsideError: 'SocketError', code: 'NOT_ALLOWED', params: { permission: 'listen', address: '0.0.0.0:1' } },
      { portsideError: 'SocketError', code: 'CANCELLED', message: 'no' },
      { portsideError: 'TextError', phrase: { template: 'no {0}', args: ['more'] } },
      ...['no', 7, null, { message: {} }, { message: 'n'.repeat(1_000_000), stack: 'at page' }],
    ];
    for (const e of errors) {
      const toggled = panel.toggleFollow();
      await settled();
      const asked = shown.posted.findLast(message => (message as { m?: string }).m === 'toggleFollow');
      tab.receive({ t: 's', i: (asked as { i: string }).i, e });
      const error = await toggled?.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Error && Object.getPrototypeOf(error) === Error.prototype, JSON.stringify(e));
      assert.deepEqual(Object.keys(error), []);
      assert.ok(error.message.length <= 1000);
    }
  });

  it('doesn’t wait for an answer of a page that was hidden, closed or restarted', async () => {
    const goings = [() => tab.hide(), () => tab.reveal(), () => tab.dispose()];
    for (const [at, go] of goings.entries()) {
      await start();
      const toggled = panel.toggleFollow();
      await settled();
      go();
      if (at === 1) await start();
      assert.equal(await toggled, undefined);
    }
  });

  it('reports whether the next peer is followed if the user hasn’t decided', async () => {
    assert.equal((await start()).followsNext, false);
    settings.set('portside.followNextClient', true);
    assert.equal((await states()).at(-1)?.followsNext, true);
  });

  it('has no framing for datagrams, and a sentence for a failure', async () => {
    const failure = { code: 'ENOSPC', params: {} } as const;
    endpoints.change(endpoint({ config: { kind: 'udp', address: ':0' }, state: 'failed', failure }));
    const state = await start();
    assert.ok(!('framing' in state));
    assert.equal(state.failure, 'the disk is full');
    const refused = { code: 'EADDRINUSE', params: { operation: 'listen', address: 'unix:/tmp/a\u202eb' } } as const;
    endpoints.change(endpoint({ state: 'failed', failure: refused }));
    assert.match((await start()).failure ?? '', /\/tmp\/a\\u\{202e\}b/);
  });

  it('sends changes at once, and figures four times a second', async () => {
    nowMs = 1000;
    endpoints.change(withBytes(1));
    assert.equal((await states()).length, 1);
    for (let bytes = 2; bytes < 10; bytes++) endpoints.change(withBytes(bytes));
    assert.equal((await states()).length, 1);
    nowMs += 250;
    mock.timers.tick(250);
    const [, newest] = await states();
    assert.equal(newest?.endpoint.counters.bytesIn, 9);
    endpoints.change(endpoint({ state: 'closed' }));
    assert.equal((await states()).at(-1)?.endpoint.state, 'closed');
  });

  it('reports only its own endpoint, and nothing while it is hidden', async () => {
    endpoints.list(endpoint(), endpointSnapshot('other', 0));
    endpoints.change(endpointSnapshot('other', 1));
    shown.parts.messageParts.fireChanged('other');
    assert.deepEqual(await states(), []);
    tab.hide();
    endpoints.change(endpoint({ state: 'closed' }));
    shown.parts.messageParts.fireChanged('e');
    assert.deepEqual(await states(), []);
    tab.reveal();
    shown.parts.messageParts.fireChanged('e');
    assert.equal((await states()).length, 1);
  });

  it('has the endpoint’s label as its title', () => {
    assert.equal(tab.title, 'mine');
    const renamed = endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'renamed' } });
    endpoints.change(renamed);
    assert.equal(tab.title, 'renamed');
    endpoints.list(renamed, endpointSnapshot('other', 0, { config: { kind: 'udp', address: ':0', name: 'renamed' } }));
    assert.equal(tab.title, 'renamed (TCP server)');
    tab.dispose();
    endpoints.list(renamed);
    assert.equal(tab.title, 'renamed (TCP server)', 'VS Code throws for a disposed tab');
  });

  it('shows the form until it is closed', async () => {
    panel.edit();
    assert.equal((await states()).at(-1)?.editing, true);
    await call('setEditing', false);
    assert.equal((await states()).at(-1)?.editing, false);
  });

  it('follows the settings for the transcript display', async () => {
    assert.deepEqual((await start()).view, { mode: 'chat', timeFormat: 'timeOfDay' });
    settings.set('portside.transcript.timeFormat', 'iso');
    assert.equal((await states()).at(-1)?.view.timeFormat, 'iso');
  });

  it('reports where received files are stored, if any are received', async () => {
    assert.equal((await start()).filesGoTo, undefined);
    const receives = (mode: 'raw' | 'off', directory?: string) =>
      endpoint({
        config: { kind: 'tcp-server', address: ':0', files: { mode, ...(directory !== undefined && { directory }) } },
      });
    endpoints.change(receives('off', '/own'));
    assert.equal((await start()).filesGoTo, undefined);
    endpoints.change(receives('raw', '/own\u202e'));
    assert.equal((await start()).filesGoTo, '/own\\u{202e}');
    endpoints.change(receives('raw'));
    assert.equal((await start()).filesGoTo, '');
    await received('changed');
    settings.set('portside.files.directory', '/all');
    assert.equal((await states()).at(-1)?.filesGoTo, '/all');
  });

  it('notifies the walkthrough when a message’s bytes are viewed', async () => {
    await start();
    assert.equal(shown.looks, 0);
    await call('entryBytes', 0, 0, 16).catch(() => undefined);
    assert.equal(shown.looks, 1);
  });

  it('gets its endpoint’s config when it changes, and not with every figure', async () => {
    await start();
    const latest = async () => (await states()).at(-1)?.endpoint;
    endpoints.change(endpoint({ entries: 1 }));
    assert.ok((await latest())?.config);
    endpoints.change(endpoint({ entries: 2 }));
    const { config, entries } = (await latest()) ?? assert.fail('nothing was reported');
    assert.deepEqual([config, entries], [undefined, 2]);
    endpoints.change(endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'other' } }));
    assert.equal((await latest())?.config.name, 'other');
    await start();
    endpoints.change(endpoint({ entries: 3 }));
    assert.ok((await latest())?.config, 'another page');
  });

  it('follows the setting for announcing messages', async () => {
    settings.set('portside.announceMessages', false);
    assert.equal((await states()).at(-1)?.announces, false);
    settings.set('portside.reopenEndpoints', 'never');
    assert.equal((await states()).length, 1);
  });

  it('follows the setting for the message display', async () => {
    assert.equal((await start()).rowForm, 'text');
    settings.set('portside.transcript.showAs', 'mixed');
    assert.equal((await states()).at(-1)?.rowForm, 'mixed');
  });

  it('reports its own views and transfers', async () => {
    endpoints.list(endpoint(), endpointSnapshot('other', 0));
    await call('openView', {});
    viewsChanged.fire([6, 7]);
    assert.deepEqual(await received('viewChanged'), [7]);
    transfersChanged.fire([transferSnapshot({ endpoint: 'e' }), transferSnapshot({ id: 't2', endpoint: 'other' })]);
    const [transfers] = (await received('transfersChanged')) as [TransferSnapshot[]];
    assert.deepEqual(
      transfers.map(({ id }) => id),
      ['t1'],
    );
  });

  it('drops the views of a page that starts over', async () => {
    await call('openView', {});
    await start();
    viewsChanged.fire([7]);
    assert.deepEqual(await received('viewChanged'), []);
  });

  it('copies for its page only while it is active', async () => {
    await call('copy', 'mine');
    assert.equal(await env.clipboard.readText(), 'mine');
    tab.leave();
    await assert.rejects(call('copy', 'evil'), { message: 'Only the active panel can copy.' });
    assert.equal(await env.clipboard.readText(), 'mine');
    tab.reveal();
    await call('copy', 'again');
    assert.equal(await env.clipboard.readText(), 'again');
  });

  it('rejects what a page may not ask', async () => {
    await assert.rejects(call('openView', { everything: true }), { portsideError: 'TypeError' });
  });

  it('is gone with its tab, and no longer answers', async () => {
    let isDisposed = false;
    panel.onDidDispose(() => {
      isDisposed = true;
    });
    tab.dispose();
    assert.ok(isDisposed);
    endpoints.change(endpoint({ state: 'closed' }));
    assert.deepEqual(await states(), []);
    assert.equal(await call('start'), undefined);
  });
});
