import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { keptState, panelState } from '../../../../webview/hostCalls.ts';
import type { KeptState } from '../../../../webview/keptState.ts';
import { PanelPeers } from '../../../../webview/panel/panelPeers.ts';
import { chosenPeer } from '../../../../webview/peers/chosenPeer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('a panel’s peers', () => {
  let calls: string[];
  let open: PeerSnapshot[];
  let peers: PanelPeers;
  /** Later than in earlier tests, so that each has new peers: the colors are the page's. */
  let connectedAt = 1000;
  const peer = (number: number): PeerSnapshot => ({
    id: `p${number}`,
    address: `127.0.0.1:${number}`,
    state: 'open',
    bytesIn: 0,
    bytesOut: 0,
    connectedAt,
  });
  const settled = async () => {
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  };
  const changed = async () => {
    peers.changed(panelState());
    await settled();
  };

  async function begin(kept: KeptState = {}, names: Record<string, string> = {}): Promise<void> {
    await beginPage({ endpoint: endpointSnapshot('e1', 2, { peerNames: names }) }, kept);
    hostDoes.keep = async () => undefined;
    hostDoes.peers = async () => open;
    hostDoes.recentPeers = async () => [];
    hostDoes.openPeer = async id => open.find(one => one.id === id);
    calls = [];
    peers = new PanelPeers({ requestUpdate: () => undefined } as unknown as ReactiveControllerHost, {
      say: text => calls.push(`say ${text}`),
      fail: error => calls.push(`fail ${(error as Error).message}`),
      showOnly: shown => calls.push(`only ${shown}`),
      focusMessage: () => calls.push('focusMessage'),
      redraw: () => calls.push('redraw'),
    });
  }

  beforeEach(async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    connectedAt++;
    open = [peer(1), peer(2)];
    await begin();
  });

  afterEach(() => mock.timers.reset());

  it('are redrawn when they get colors, which are stored, and not while nothing changes', async () => {
    await changed();
    calls.length = 0;
    open = [...open, peer(3)];
    mock.timers.tick(1000);
    await changed();
    assert.deepEqual([calls, 'p3' in (keptState().colors ?? {})], [['redraw'], true]);
    mock.timers.tick(1000);
    await changed();
    assert.deepEqual(calls, ['redraw']);
  });

  it('are redrawn when they get names', async () => {
    await begin({}, { '127.0.0.1:1': 'one' });
    peers.changed(panelState());
    assert.deepEqual([calls, peers.labels.label('127.0.0.1:1')], [['redraw'], 'one']);
  });

  it('start with an earlier page’s choice', async () => {
    await begin({ peers: { shown: chosenPeer(peer(1)) } });
    assert.deepEqual([peers.choice.shown?.id, calls], ['p1', []]);
  });

  it('store a choice, and show its messages alone', async () => {
    await changed();
    calls.length = 0;
    peers.showOnly(peer(2));
    await settled();
    assert.deepEqual([calls, keptState().peers?.shown?.id], [['only p2'], 'p2']);
    peers.showAll();
    assert.deepEqual([calls.at(-1), keptState().peers?.shown], ['only undefined', undefined]);
  });

  it('perform what is chosen in their menu', async () => {
    await changed();
    peers.act({ action: 'write', peer: peer(2) });
    await settled();
    assert.deepEqual([peers.choice.target, calls.at(-1)], [chosenPeer(peer(2)), 'focusMessage']);
    peers.choice.show(chosenPeer(peer(1)));
    peers.act({ action: 'showAll', peer: peer(1) });
    assert.equal(peers.choice.shown, undefined);
  });

  it('report why they can’t be looked up', async () => {
    hostDoes.openPeer = async () => {
      throw new Error('No.');
    };
    peers.showOnly(peer(7));
    peers.act({ action: 'write', peer: peer(8) });
    await settled();
    assert.deepEqual(calls, ['fail No.', 'fail No.']);
  });
});
