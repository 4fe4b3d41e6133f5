import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { PeerLabels } from '../../../webview/peerLabels.ts';
import { type ToolbarState, toolbar } from '../../../webview/toolbar.ts';
import { elements, enter, fire, named, names, press, textOf } from '../../support/templates.ts';

const peer = (number: number): PeerSnapshot => ({
  id: `p${number}`,
  address: `127.0.0.1:${number}`,
  state: 'open',
  bytesIn: 0,
  bytesOut: 0,
  connectedAt: 1,
});
const peers = (count: number) => Array.from({ length: count }, (_, at) => peer(at + 1));

describe('the toolbar', () => {
  let told: unknown[];

  function bar(given: Partial<ToolbarState> = {}) {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:1');
    const state: ToolbarState = {
      mode: 'chat',
      rowForm: 'text',
      peers: [],
      peerCount: given.peers?.length ?? 0,
      shown: undefined,
      isPast: false,
      closedPeers: 'closed ones',
      follow: 'follow',
      kind: 'tcp-server',
      labels,
      isStream: true,
      framing: undefined,
      finds: false,
      filters: false,
      isNarrowed: false,
      transferCount: 0,
      showsTransfers: false,
      videoCount: 0,
      showsVideos: false,
      ...given,
    };
    const tell = (what: string) => () => void told.push(what);
    return toolbar(state, {
      setMode: tell('mode'),
      setRowForm: form => void told.push(form),
      showPeer: one => void told.push(one?.id ?? 'all'),
      runOnPeer: (action, id) => void told.push([action, id]),
      changeFraming: tell('framing'),
      toggleFind: tell('find'),
      toggleFilter: tell('filter'),
      exportTranscript: tell('export'),
      showTransfers: tell('transfers'),
      showVideos: tell('videos'),
    });
  }
  const chips = (template: unknown) =>
    elements(template)
      .filter(({ attributes }) => attributes.class === 'chip')
      .map(({ text }) => text);

  beforeEach(() => {
    told = [];
  });

  it('has no choice of peers while there is none', () => {
    assert.deepEqual(chips(bar()), []);
  });

  it('lists those that have closed beside them, and the toggle to follow the next one', () => {
    assert.match(textOf(bar()), /closed ones.*follow/);
  });

  it('has a chip for each of up to eight peers', () => {
    const eight = bar({ peers: peers(8) });
    assert.deepEqual(chips(eight).slice(0, 2), ['All', ':1']);
    assert.equal(chips(eight).length, 9);
    press(eight, ':3');
    press(eight, 'All');
    assert.deepEqual(told, ['p3', 'all']);
  });

  it('has a list for more, with all of them as the first choice', () => {
    const nine = bar({ peers: peers(9), peerCount: 1200 });
    assert.deepEqual(chips(nine), []);
    assert.match(textOf(nine), /All 1,200 clients :1:2:3/);
    const list = named(nine, 'All 1,200 clients').tag;
    assert.equal(list, 'vscode-option');
    const select = elements(nine).find(({ tag }) => tag === 'vscode-single-select');
    assert.ok(select);
    for (const value of ['p9', '']) fire(select, 'change', { target: { value } });
    assert.deepEqual(told, ['p9', 'all']);
  });

  it('keeps the peer that is shown among them when it has gone', () => {
    assert.deepEqual(chips(bar({ shown: peer(7), peers: peers(2) })), ['All', ':7', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(7) })), ['All', ':7']);
    assert.deepEqual(chips(bar({ shown: peer(2), peers: peers(2) })), ['All', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(9), peers: peers(8) })), []);
  });

  it('can end, reset and disconnect the peer that is shown', () => {
    const shown = bar({ shown: peer(1), peers: peers(1) });
    press(shown, 'End: send our end of stream');
    press(shown, 'Reset the connection (RST)');
    press(shown, 'Disconnect');
    assert.deepEqual(told, [
      ['endPeer', 'p1'],
      ['resetPeer', 'p1'],
      ['disconnect', 'p1'],
    ]);
  });

  it('can only disconnect a sender of datagrams, and do nothing with a peer that has gone', () => {
    const buttons = (given: Partial<ToolbarState>) =>
      names(bar({ shown: peer(1), peers: peers(1), ...given }), 'button').filter(name =>
        /^(End|Reset|Disconnect)/.test(name),
      );
    assert.deepEqual(buttons({ isStream: false }), ['Disconnect']);
    const past = bar({ shown: peer(1), isPast: true });
    assert.match(textOf(past), /disconnected/);
    assert.deepEqual(buttons({ isPast: true }), []);
  });

  it('says that entries are left out by a filled icon', () => {
    const icon = (isNarrowed: boolean) => String(named(bar({ isNarrowed }), 'Filter').attributes.class);
    assert.match(icon(true), /codicon-filter-filled$/);
    assert.match(icon(false), /codicon-filter$/);
  });

  it('switches what messages are shown as', () => {
    enter(bar(), 'Show messages as', 'change', { value: 'hex' });
    assert.deepEqual(told, ['hex']);
  });

  it('shows how a stream is cut', () => {
    assert.match(textOf(bar({ framing: 'lines' })), /lines/);
    press(bar({ framing: 'lines' }), 'Framing: lines. Press to change it from the next byte on.');
    assert.deepEqual(told, ['framing']);
  });
});
