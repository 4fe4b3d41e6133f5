import '../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import {
  begin,
  keep,
  keptState,
  onChanged,
  onPeerAction,
  onRowAction,
  onShowPeer,
  onToggleFollow,
  onViewChanged,
  panelState,
  takeWantedPeer,
} from '../../../webview/hostCalls.ts';
import { beginPage, hostDoes, hostTells, vscodeStates } from '../../support/panelHost.ts';
import { panelStateOf } from '../../support/panelState.ts';

const settled = () => new Promise(setImmediate);

describe('a page’s stored state', () => {
  it('contains the endpoint that it shows, before anything else', () => {
    assert.deepEqual(vscodeStates, [{ endpoint: 'e1' }]);
  });

  it('is what an earlier page stored', async () => {
    await beginPage({}, { draft: 'half a mess', mode: 'log' });
    assert.deepEqual(keptState(), { draft: 'half a mess', mode: 'log' });
  });

  it('is empty if nothing was stored, or it is unreadable', async () => {
    for (const kept of [undefined, '', '{"draft":"half', 'null']) {
      await beginPage({}, kept);
      assert.deepEqual(keptState(), {}, kept);
    }
  });

  it('is sent once for all changes in one task, and again for the next', async () => {
    await beginPage({}, { draft: 'old', mode: 'chat' });
    const stored: string[] = [];
    hostDoes.keep = async text => void stored.push(text);
    keep({ draft: 'a' });
    keep({ draft: 'ab', escapes: true });
    assert.deepEqual(keptState(), { draft: 'ab', mode: 'chat', escapes: true });
    await settled();
    assert.deepEqual(
      stored.map(text => JSON.parse(text)),
      [{ draft: 'ab', mode: 'chat', escapes: true }],
    );
    keep({ mode: 'log' });
    await settled();
    assert.equal(stored.length, 2);
  });

  it('stays in the page if the host doesn’t store it', async () => {
    await beginPage();
    hostDoes.keep = async () => Promise.reject(new Error('the disk is full'));
    keep({ draft: 'a' });
    await settled();
    assert.deepEqual(keptState(), { draft: 'a' });
  });
});

describe('the form shown by an earlier page', () => {
  const begun = async (isRevived: boolean, kept: object) => {
    const edited: boolean[] = [];
    await beginPage({}, kept);
    const start = hostDoes.start;
    hostDoes.start = async () => ({ ...((await start?.()) ?? panelStateOf()), isRevived });
    hostDoes.setEditing = async editing => void edited.push(editing);
    await begin();
    return [edited, panelState().editing];
  };

  it('is shown again in the next window', async () => {
    assert.deepEqual(await begun(true, { editing: true }), [[true], true]);
    assert.deepEqual(await begun(true, { editing: false }), [[], false]);
    assert.ok(!('isRevived' in panelState()));
  });

  it('isn’t shown if the tab was reopened', async () => {
    assert.deepEqual(await begun(false, { editing: true }), [[], false]);
  });
});

describe('a host’s message to a page', () => {
  it('selects the peer to show from the beginning, once', async () => {
    await beginPage();
    assert.equal(takeWantedPeer(), undefined);
    const peer = { id: 'p1', address: 'a:1' };
    const start = hostDoes.start;
    hostDoes.start = async () => ({ ...((await start?.()) ?? panelStateOf()), peer });
    await begin();
    assert.deepEqual(takeWantedPeer(), peer);
    assert.equal(takeWantedPeer(), undefined);
    assert.ok(!('peer' in panelState()));
  });

  it('includes the last config if only that is omitted', async () => {
    await beginPage();
    const { endpoint, ...state } = panelStateOf({ counter: 7 });
    const config = { kind: 'udp', address: ':9' } as const;
    const { config: _, ...figures } = { ...endpoint, entries: 12 };
    await hostTells.changed({ ...state, endpoint: { ...endpoint, config } });
    await begin();
    await hostTells.changed({ ...state, endpoint: figures });
    assert.deepEqual(panelState().endpoint, { ...figures, config });
  });

  it('is answered by the only toggle', async () => {
    await beginPage();
    assert.equal(await hostTells.toggleFollow(), undefined);
    let follows = false;
    const toggle = () => {
      follows = !follows;
      return follows;
    };
    const stop = onToggleFollow(toggle);
    assert.deepEqual([await hostTells.toggleFollow(), await hostTells.toggleFollow()], [true, false]);
    const stopLater = onToggleFollow(() => true);
    stop();
    assert.equal(await hostTells.toggleFollow(), true);
    stopLater();
    assert.equal(await hostTells.toggleFollow(), undefined);
  });

  it('reaches each listener until it unsubscribes', async () => {
    await beginPage();
    const seen: unknown[] = [];
    const stop = [
      onChanged(({ counter }) => seen.push(['changed', counter])),
      onViewChanged(view => seen.push(['view', view])),
      onRowAction(chosen => seen.push(chosen)),
      onShowPeer(({ id }) => seen.push(['peer', id])),
      onPeerAction(({ action, peer }) => seen.push([action, peer.id])),
    ];
    await hostTells.changed(panelStateOf({ counter: 7 }));
    await hostTells.viewChanged(3);
    await hostTells.rowAction('copyHex', 12);
    await hostTells.showPeer({ id: 'p1', address: 'a:1' });
    await hostTells.peerAction('write', { id: 'p2', address: 'a:2' });
    const row = { action: 'copyHex', seq: 12 };
    assert.deepEqual(seen, [['changed', 7], ['view', 3], row, ['peer', 'p1'], ['write', 'p2']]);
    for (const end of stop) end();
    await hostTells.changed(panelStateOf({ counter: 8 }));
    assert.equal(seen.length, 5);
    assert.equal(panelState().counter, 8);
  });
});
