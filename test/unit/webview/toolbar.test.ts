import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../src/core/endpointSnapshot.ts';
import type { BarAction } from '../../../webview/bar/barAction.ts';
import { PeerLabels } from '../../../webview/peerLabels.ts';
import type { PickerOption } from '../../../webview/peerPicker/peerPickerElement.ts';
import {
  peerActions,
  type ToolbarActions,
  type ToolbarState,
  toolbar,
  transcriptActions,
} from '../../../webview/toolbar.ts';
import { elements, enter, press, textOf } from '../../support/templates.ts';

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

  const tell = (what: string) => () => void told.push(what);
  const actions: ToolbarActions = {
    setMode: tell('mode'),
    setRowForm: form => void told.push(form),
    showPeer: one => void told.push(one?.id ?? 'all'),
    runOnPeer: (action, id) => void told.push([action, id]),
    changeFraming: tell('framing'),
    toggleFind: tell('find'),
    toggleFilter: tell('filter'),
    exportTranscript: tell('export'),
    showTransfers: shown => void told.push(['transfers', shown]),
    showVideos: shown => void told.push(['videos', shown]),
  };

  function stateOf(given: Partial<ToolbarState> = {}): ToolbarState {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:1');
    return {
      kind: 'tcp-server',
      mode: 'chat',
      rowForm: 'text',
      peers: [],
      peerCount: given.peers?.length ?? 0,
      shown: undefined,
      isPast: false,
      closedPeers: 'closed ones',
      follow: undefined,
      labels,
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
  }
  const bar = (given?: Partial<ToolbarState>) => toolbar(stateOf(given), actions);
  const icons = (given?: Partial<ToolbarState>) => transcriptActions(stateOf(given), actions);
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

  it('lists those that have closed beside them', () => {
    assert.match(textOf(bar()), /closed ones/);
  });

  it('has the toggle that follows the next peer behind what can be done with one, also while it is waited for', () => {
    const follow = { icon: 'debug-step-over', label: 'follow', pressed: false, act: () => undefined };
    const offered = (more: Partial<ToolbarState>) => {
      const found = elements(bar({ shown: peer(1), follow, ...more })).find(
        ({ attributes }) => attributes.class === 'peer-actions',
      );
      const given = found?.attributes['.actions'] as BarAction[] | undefined;
      return given?.map(({ label }) => label);
    };
    assert.equal(offered({})?.at(-1), 'follow');
    assert.deepEqual(offered({ isPast: true }), ['follow']);
    assert.doesNotMatch(textOf(bar({ shown: peer(1), isPast: true, follow })), /disconnected/, 'a line says so');
  });

  it('has a chip for each of up to eight peers', () => {
    const eight = bar({ peers: peers(8) });
    assert.deepEqual(chips(eight).slice(0, 2), ['All', ':1']);
    assert.equal(chips(eight).length, 9);
    press(eight, ':3');
    press(eight, 'All');
    assert.deepEqual(told, ['p3', 'all']);
  });

  it('has a list for more, of all there are', () => {
    const nine = bar({ peers: peers(9), peerCount: 1200, shown: peer(2) });
    assert.deepEqual(chips(nine), []);
    const { attributes } = elements(nine).find(({ tag }) => tag === 'portside-peer-picker') ?? {};
    assert.deepEqual([attributes?.['.count'], attributes?.['.chosen'], attributes?.['.text']], [1200, peer(2), ':2']);
    const choose = attributes?.['.onChoose'] as ToolbarActions['showPeer'];
    choose(peer(9));
    const options = attributes?.['.options'] as PickerOption[];
    assert.deepEqual(
      options.map(({ label }) => label),
      ['All 1,200 clients'],
    );
    options[0]?.choose();
    assert.deepEqual(told, ['p9', 'all']);
  });

  it('keeps the peer that is shown among them when it has gone', () => {
    assert.deepEqual(chips(bar({ shown: peer(7), peers: peers(2) })), ['All', ':7', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(7) })), ['All', ':7']);
    assert.deepEqual(chips(bar({ shown: peer(2), peers: peers(2) })), ['All', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(9), peers: peers(8) })), []);
  });

  it('can end, reset and disconnect the client that is shown', () => {
    for (const { act } of peerActions(stateOf(), 'p1', actions)) act();
    assert.deepEqual(told, [
      ['endPeer', 'p1'],
      ['resetPeer', 'p1'],
      ['disconnect', 'p1'],
    ]);
  });

  it('can only disconnect a sender of datagrams, and do nothing with a client that disconnected', () => {
    const labels = peerActions(stateOf({ kind: 'udp' }), 'p1', actions).map(({ label }) => label);
    assert.deepEqual(labels, ['Disconnect']);
    const shownActions = (isPast: boolean) =>
      elements(bar({ shown: peer(1), isPast })).filter(({ attributes }) => attributes.class === 'peer-actions').length;
    assert.deepEqual([shownActions(false), shownActions(true)], [1, 0]);
    assert.match(textOf(bar({ shown: peer(1), isPast: true })), /disconnected/);
  });

  it('keeps the search and the filter in sight longest', () => {
    const labels = icons({ transferCount: 2, videoCount: 1, framing: 'lines' }).map(({ label, item }) => item ?? label);
    assert.deepEqual(labels, ['Find (Ctrl+F)', 'Filter', 'Transfers (2)', 'Video (1)', 'Export…', 'Framing: lines…']);
    assert.deepEqual(
      icons().map(({ label }) => label),
      ['Find (Ctrl+F)', 'Filter', 'Transfers', 'Video', 'Export…'],
    );
  });

  it('does what its icons say', () => {
    for (const { act } of icons({ framing: 'lines', showsVideos: true })) act();
    assert.deepEqual(told, ['find', 'filter', ['transfers', true], ['videos', false], 'export', 'framing']);
  });

  it('says that entries are left out by a filled icon', () => {
    const icon = (isNarrowed: boolean) => icons({ isNarrowed })[1]?.icon;
    assert.deepEqual([icon(true), icon(false)], ['filter-filled', 'filter']);
  });

  it('counts transfers, and videos that run, on their icons', () => {
    assert.deepEqual(
      icons({ transferCount: 100, videoCount: 2 }).map(({ badge }) => badge),
      [undefined, undefined, 100, 2, undefined],
    );
  });

  it('switches what messages are shown as', () => {
    enter(bar(), 'Show messages as', 'change', { value: 'hex' });
    assert.deepEqual(told, ['hex']);
  });

  it('shows how a stream is cut', () => {
    const framing = icons({ framing: 'lines' }).at(-1);
    assert.deepEqual(
      [framing?.text, framing?.label],
      ['lines', 'Framing: lines. Select to change it, starting with the next byte.'],
    );
  });
});
