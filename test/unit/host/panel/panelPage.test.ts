import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EventEmitter, env, ViewColumn, window } from 'vscode';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { panelType } from '../../../../src/host/shown/panelTabs.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';
import { endpoint, type PlayedPanel, playedPanels, settled } from './playedPanel.ts';

describe('the page of a panel', () => {
  let scene: PlayedPanel;
  playedPanels(newPanel => {
    scene = newPanel;
  });
  const withBytes = (bytesIn: number) => endpoint({ counters: { ...endpoint().counters, bytesIn } });

  it('starts with everything that its page shows', async () => {
    scene.kept = '{"draft":"hi"}';
    const state = await scene.start();
    const { endpoint: given, exposed, wasOpen, editing, framing, announces, failure, kept: draft } = state;
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
        draft: scene.kept,
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
    scene.panel.dispose();
    scene.panel = new Panel(endpoint(), { ...scene.shown.parts, savedForms });
    scene.tab = webviews.all[0] ?? assert.fail('there is no tab');
    assert.equal((await scene.start()).saved, undefined);
    // The host sends the next state only after the page has answered the previous one.
    const latest = async () => (await scene.states()) && (await scene.states()).at(-1);
    assert.equal((await latest())?.saved?.place, 'user settings');
    place = 'workspace settings';
    places.fire();
    assert.equal((await latest())?.saved?.place, 'workspace settings');
    place = 'settings of the folder a';
    scene.endpoints.change(endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'other' } }));
    assert.equal((await latest())?.saved?.place, 'settings of the folder a');
  });

  it('notifies only the first page of a tab from an earlier window that it continues there', async () => {
    const isRevived = async () => ((await scene.call('start')) as { isRevived: boolean }).isRevived;
    assert.equal(await isRevived(), false);
    scene.panel.dispose();
    const view = window.createWebviewPanel(panelType, '', ViewColumn.One, {});
    scene.panel = new Panel(endpoint(), scene.shown.parts, view);
    scene.tab = webviews.all[0] ?? assert.fail('there is no tab');
    assert.deepEqual([await isRevived(), await isRevived()], [true, false]);
  });

  it('filters by a peer, in the current page or in the next one', async () => {
    const [peer, other] = [
      { id: 'p1', address: 'a:1' },
      { id: 'p2', address: 'a:2' },
    ];
    scene.panel.showPeer(other);
    scene.panel.showPeer(peer);
    const begun = (await scene.call('start')) as { peer?: unknown };
    assert.deepEqual(begun.peer, peer);
    scene.panel.showPeer(other);
    assert.deepEqual(await scene.received('showPeer'), [other]);
    scene.tab.hide();
    scene.panel.showPeer(peer);
    scene.tab.reveal();
    assert.deepEqual(((await scene.call('start')) as { peer?: unknown }).peer, peer);
    assert.equal(((await scene.call('start')) as { peer?: unknown }).peer, undefined);
    assert.deepEqual(await scene.received('showPeer'), [other]);
  });

  it('reports when its page has loaded, and stops waiting when it is closed', async () => {
    let isReceived = false;
    const receiving = scene.panel.whenBegun().then(() => {
      isReceived = true;
    });
    await settled();
    assert.equal(isReceived, false);
    await scene.start();
    await receiving;
    await scene.panel.whenBegun();
    scene.tab.hide();
    const closing = scene.panel.whenBegun();
    scene.tab.dispose();
    await closing;
    await scene.panel.whenBegun();
  });

  it('reads no more at once for a page that keeps starting over', async () => {
    let reading = 0;
    const entryBytes = () => {
      reading++;
      return new Promise<Uint8Array>(() => undefined);
    };
    Object.assign(scene.endpoints.engine, { entryBytes });
    await scene.start();
    for (let times = 0; times < 3; times++) {
      for (let at = 0; at < 4; at++) await scene.call('entryBytes', at, 0, 10);
      await scene.start();
    }
    assert.equal(reading, 4);
  });

  it('asks the user one question at a time for its page', async () => {
    Object.assign(scene.endpoints.engine, { targetPeers: async () => [{ id: 'p1', address: 'a:1' }] });
    await scene.start();
    const chosen = scene.call('sendChosen', null);
    const question = await questions.question('send files?', 'list');
    const refused = { code: 'QUESTION_OPEN', message: 'Another question is still open. Answer it first.' };
    await assert.rejects(scene.call('sendChosen', null), refused);
    question.dismiss();
    await chosen;
  });

  it('doesn’t confuse a page’s error with its own', async () => {
    await scene.start();
    const errors = [
      { portsideError: 'SocketError', code: 'NOT_ALLOWED', params: { permission: 'listen', address: '0.0.0.0:1' } },
      { portsideError: 'SocketError', code: 'CANCELLED', message: 'no' },
      { portsideError: 'TextError', phrase: { template: 'no {0}', args: ['more'] } },
      ...['no', 7, null, { message: {} }, { message: 'n'.repeat(1_000_000), stack: 'at page' }],
    ];
    for (const e of errors) {
      const toggled = scene.panel.toggleFollow();
      await settled();
      const asked = scene.shown.posted.findLast(message => (message as { m?: string }).m === 'toggleFollow');
      scene.tab.receive({ t: 's', i: (asked as { i: string }).i, e });
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
    const goings = [() => scene.tab.hide(), () => scene.tab.reveal(), () => scene.tab.dispose()];
    for (const [at, go] of goings.entries()) {
      await scene.start();
      const toggled = scene.panel.toggleFollow();
      await settled();
      go();
      if (at === 1) await scene.start();
      assert.equal(await toggled, undefined);
    }
  });

  it('sends changes at once, and figures four times a second', async () => {
    scene.nowMs = 1000;
    scene.endpoints.change(withBytes(1));
    assert.equal((await scene.states()).length, 1);
    for (let bytes = 2; bytes < 10; bytes++) scene.endpoints.change(withBytes(bytes));
    assert.equal((await scene.states()).length, 1);
    scene.nowMs += 250;
    mock.timers.tick(250);
    const [, newest] = await scene.states();
    assert.equal(newest?.endpoint.counters.bytesIn, 9);
    scene.endpoints.change(endpoint({ state: 'closed' }));
    assert.equal((await scene.states()).at(-1)?.endpoint.state, 'closed');
  });

  it('reports only its own endpoint, and nothing while it is hidden', async () => {
    scene.endpoints.list(endpoint(), endpointSnapshot('other', 0));
    scene.endpoints.change(endpointSnapshot('other', 1));
    scene.shown.parts.messageParts.fireChanged('other');
    assert.deepEqual(await scene.states(), []);
    scene.tab.hide();
    scene.endpoints.change(endpoint({ state: 'closed' }));
    scene.shown.parts.messageParts.fireChanged('e');
    assert.deepEqual(await scene.states(), []);
    scene.tab.reveal();
    scene.shown.parts.messageParts.fireChanged('e');
    assert.equal((await scene.states()).length, 1);
  });

  it('notifies the walkthrough when a message’s bytes are viewed', async () => {
    await scene.start();
    assert.equal(scene.shown.looks, 0);
    await scene.call('entryBytes', 0, 0, 16).catch(() => undefined);
    assert.equal(scene.shown.looks, 1);
  });

  it('gets its endpoint’s config when it changes, and not with every figure', async () => {
    await scene.start();
    const latest = async () => (await scene.states()).at(-1)?.endpoint;
    scene.endpoints.change(endpoint({ entries: 1 }));
    assert.ok((await latest())?.config);
    scene.endpoints.change(endpoint({ entries: 2 }));
    const { config, entries } = (await latest()) ?? assert.fail('nothing was reported');
    assert.deepEqual([config, entries], [undefined, 2]);
    scene.endpoints.change(endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'other' } }));
    assert.equal((await latest())?.config.name, 'other');
    await scene.start();
    scene.endpoints.change(endpoint({ entries: 3 }));
    assert.ok((await latest())?.config, 'another page');
  });

  it('reports its own views and transfers', async () => {
    scene.endpoints.list(endpoint(), endpointSnapshot('other', 0));
    await scene.call('openView', {});
    scene.viewsChanged.fire([6, 7]);
    assert.deepEqual(await scene.received('viewChanged'), [7]);
    const ofOther = transferSnapshot({ id: 't2', endpoint: 'other' });
    scene.transfersChanged.fire([transferSnapshot({ endpoint: 'e' }), ofOther]);
    const [transfers] = (await scene.received('transfersChanged')) as [TransferSnapshot[]];
    assert.deepEqual(
      transfers.map(({ id }) => id),
      ['t1'],
    );
  });

  it('drops the views of a page that starts over', async () => {
    await scene.call('openView', {});
    await scene.start();
    scene.viewsChanged.fire([7]);
    assert.deepEqual(await scene.received('viewChanged'), []);
  });

  it('copies for its page only while it is active', async () => {
    await scene.call('copy', 'mine');
    assert.equal(await env.clipboard.readText(), 'mine');
    scene.tab.leave();
    await assert.rejects(scene.call('copy', 'evil'), { message: 'Only the active panel can copy.' });
    assert.equal(await env.clipboard.readText(), 'mine');
    scene.tab.reveal();
    await scene.call('copy', 'again');
    assert.equal(await env.clipboard.readText(), 'again');
  });

  it('rejects what a page may not ask', async () => {
    await assert.rejects(scene.call('openView', { everything: true }), { portsideError: 'TypeError' });
  });
});
