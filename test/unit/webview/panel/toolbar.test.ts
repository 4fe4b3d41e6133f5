import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { BarAction } from '../../../../webview/bar/barAction.ts';
import {
  type ToolbarActions,
  type ToolbarState,
  toolbar,
  transcriptActions,
} from '../../../../webview/panel/toolbar.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import type { PickerOption } from '../../../../webview/peerPicker/peerPickerElement.ts';
import { elements, enter, press, textOf } from '../../../support/templates.ts';

const peer = (number: number): PeerSnapshot => ({
  id: `p${number}`,
  address: `127.0.0.1:${number}`,
  state: 'open',
  bytesIn: 0,
  bytesOut: 0,
  connectedAt: 1,
});
const prefix = { label: 'length prefix of 2 bytes, big-endian', short: 'u16 BE', isNone: false };
const peers = (count: number) => Array.from({ length: count }, (_, at) => peer(at + 1));

describe('the toolbar', () => {
  let calls: unknown[];

  const notify = (what: string) => () => void calls.push(what);
  const actions: ToolbarActions = {
    setMode: notify('mode'),
    setRowForm: form => void calls.push(form),
    showPeer: one => void calls.push(one?.id ?? 'all'),
    runOnPeer: (action, id) => void calls.push([action, id]),
    copyAddress: address => void calls.push(['copy', address]),
    changeFraming: notify('framing'),
    toggleFind: notify('find'),
    toggleFilter: notify('filter'),
    toggleGoTo: notify('go to'),
    exportTranscript: notify('export'),
    showTransfers: shown => void calls.push(['transfers', shown]),
    showVideos: shown => void calls.push(['videos', shown]),
  };

  function stateOf(given: Partial<ToolbarState> = {}): ToolbarState {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:1');
    return {
      endpoint: 'e1',
      role: 'client',
      hasReset: true,
      mode: 'chat',
      rowForm: 'text',
      peers: [],
      peerCount: given.peers?.length ?? 0,
      shown: undefined,
      isPast: false,
      closedCount: 0,
      closedPeers: 'closed ones',
      follow: undefined,
      labels,
      framing: undefined,
      finds: false,
      filters: false,
      goesTo: false,
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
      .filter(({ attributes }) => /^chip( |$)/.test(String(attributes.class)))
      .map(({ text }) => text);
  /** The context for VS Code's menu of each peer in the bar. */
  const menus = (template: unknown): Record<string, unknown>[] =>
    elements(template).flatMap(({ attributes: { 'data-vscode-context': context } }) =>
      typeof context === 'string' ? [JSON.parse(context)] : [],
    );

  beforeEach(() => {
    calls = [];
  });

  it('has no peer choice while there are no peers', () => {
    assert.deepEqual(chips(bar()), []);
  });

  it('lists closed peers next to the open ones', () => {
    assert.match(textOf(bar()), /closed ones/);
  });

  it('has the toggle for following the next peer before what ends a connection, even while it waits', () => {
    const follow = { icon: 'debug-step-over', label: 'follow', pressed: false, act: () => undefined };
    const offered = (more: Partial<ToolbarState>) => {
      const found = elements(bar({ shown: peer(1), follow, ...more })).find(
        ({ attributes }) => attributes.class === 'peer-actions',
      );
      const given = found?.attributes['.actions'] as BarAction[] | undefined;
      return given?.map(({ label }) => label);
    };
    assert.equal(offered({})?.at(0), 'follow');
    const reset = 'Reset (send RST)';
    assert.deepEqual([offered({})?.includes(reset), offered({ hasReset: false })?.includes(reset)], [true, false]);
    assert.deepEqual(offered({ isPast: true }), ['follow']);
  });

  it('has a chip for each of up to eight peers', () => {
    const eight = bar({ peers: peers(8) });
    assert.deepEqual(chips(eight).slice(0, 2), ['All', ':1']);
    assert.equal(chips(eight).length, 9);
    press(eight, ':3');
    press(eight, 'All');
    assert.deepEqual(calls, ['p3', 'all']);
  });

  it('has a list of all peers if there are more', () => {
    const nine = bar({ peers: peers(9), peerCount: 1200, shown: peer(2) });
    assert.deepEqual(chips(nine), []);
    const { attributes } = elements(nine).find(({ tag }) => tag === 'portside-peer-picker') ?? {};
    assert.deepEqual([attributes?.['.count'], attributes?.['.chosen'], attributes?.['.text']], [1200, peer(2), ':2']);
    const choose = attributes?.['.onChoose'] as ToolbarActions['showPeer'];
    choose(peer(9));
    const options = attributes?.['.options'] as PickerOption[];
    assert.deepEqual(
      options.map(({ label }) => label),
      ['All clients (1,200)'],
    );
    options[0]?.choose();
    assert.deepEqual(calls, ['p9', 'all']);
  });

  it('keeps the shown peer among them when it is gone', () => {
    assert.deepEqual(chips(bar({ shown: peer(7), peers: peers(2) })), ['All', ':7', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(7) })), ['All', ':7']);
    assert.deepEqual(chips(bar({ shown: peer(2), peers: peers(2) })), ['All', ':1', ':2']);
    assert.deepEqual(chips(bar({ shown: peer(9), peers: peers(8) })), []);
  });

  it('marks a closed peer in place, and doesn’t confuse another with it', () => {
    const marked = elements(bar({ shown: peer(7), isPast: true, peers: peers(1) }))
      .filter(({ attributes }) => attributes['aria-pressed'] !== undefined)
      .map(({ text, attributes }) => [text, attributes.class, attributes.title]);
    assert.deepEqual(marked, [
      ['All', 'chip ', ''],
      [':7', 'chip past', '127.0.0.1:7 (disconnected)'],
      [':1', 'chip ', '127.0.0.1:1'],
    ]);
    const { attributes } =
      elements(bar({ shown: peer(9), isPast: true, peers: peers(8) })).find(
        ({ tag }) => tag === 'portside-peer-picker',
      ) ?? {};
    assert.equal(attributes?.['.text'], ':9 (disconnected)');
  });

  it('has no choice for a client with one connection, which its icons end, and one as soon as there are two', () => {
    const shown = (given: Partial<ToolbarState>) => {
      const template = bar({ role: 'server', ...given });
      return [chips(template).length, /closed ones/.test(textOf(template))];
    };
    assert.deepEqual(shown({ peers: peers(1) }), [0, false]);
    assert.deepEqual(shown({ closedCount: 1 }), [0, false]);
    assert.deepEqual(shown({ peers: peers(1), closedCount: 1 }), [2, true]);
    assert.deepEqual(shown({ peers: peers(1), shown: peer(1) }), [2, true]);
    const last = (given: Partial<ToolbarState>) => icons({ role: 'server', peers: peers(1), ...given }).slice(6);
    for (const { act } of last({})) act();
    assert.deepEqual(calls, [
      ['endPeer', 'p1'],
      ['resetPeer', 'p1'],
      ['disconnect', 'p1'],
    ]);
    assert.deepEqual([last({ closedCount: 1 }), last({ shown: peer(1) }), last({ role: 'client' })], [[], [], []]);
  });

  it('notifies VS Code which peer a menu is about, and which actions apply to it', () => {
    const follow = { icon: 'debug-step-over', label: 'follow', act: () => undefined };
    const [shown, other] = menus(bar({ peers: peers(2), shown: peer(1), follow }));
    assert.deepEqual(shown, {
      webviewSection: 'peer',
      preventDefaultContextMenuItems: true,
      endpoint: 'e1',
      peer: 'p1',
      peerAddress: '127.0.0.1:1',
      'portside.peerRole': 'client',
      'portside.hasReset': true,
      'portside.isOpen': true,
      'portside.isShown': true,
      'portside.canFollow': true,
    });
    const can = (menu: Record<string, unknown> | undefined) =>
      ['isOpen', 'isShown', 'canFollow'].map(name => menu?.[`portside.${name}`]);
    assert.deepEqual(can(other), [true, false, false]);
    const [gone] = menus(bar({ shown: peer(1), isPast: true }));
    assert.deepEqual(can(gone), [false, true, false]);
    const picker = elements(bar({ peers: peers(9) })).find(({ tag }) => tag === 'portside-peer-picker');
    const menuOf = picker?.attributes['.menuOf'] as (one: PeerSnapshot) => string;
    assert.deepEqual(can(JSON.parse(menuOf(peer(3)))), [true, false, false]);
  });

  it('has no actions for a disconnected client', () => {
    const shownActions = (isPast: boolean) =>
      elements(bar({ shown: peer(1), isPast })).filter(({ attributes }) => attributes.class === 'peer-actions').length;
    assert.deepEqual([shownActions(false), shownActions(true)], [1, 0]);
  });

  it('hides the search and the filter last', () => {
    const labels = icons({ transferCount: 2, videoCount: 1, framing: prefix }).map(({ label, item }) => item ?? label);
    assert.deepEqual(labels, [
      'Find (Ctrl+F)',
      'Filter',
      'Transfers (2)',
      'Video (1)',
      'Go to Time (Ctrl+G)',
      'Export…',
    ]);
    assert.deepEqual(
      icons().map(({ label }) => label),
      ['Find (Ctrl+F)', 'Filter', 'Transfers', 'Video', 'Go to Time (Ctrl+G)', 'Export…'],
    );
  });

  it('performs what its icons say', () => {
    for (const { act } of icons({ showsVideos: true })) act();
    assert.deepEqual(calls, ['find', 'filter', ['transfers', true], ['videos', false], 'go to', 'export']);
  });

  it('shows a filled icon if entries are filtered out', () => {
    const icon = (isNarrowed: boolean) => icons({ isNarrowed })[1]?.icon;
    assert.deepEqual([icon(true), icon(false)], ['filter-filled', 'filter']);
  });

  it('counts transfers and running videos on their icons', () => {
    assert.deepEqual(
      icons({ transferCount: 100, videoCount: 2 }).map(({ badge }) => badge),
      [undefined, undefined, 100, 2, undefined, undefined],
    );
  });

  it('switches the message display', () => {
    enter(bar(), 'Show messages as', 'change', { value: 'hex' });
    assert.deepEqual(calls, ['hex']);
  });

  it('shows a stream’s framing in a few characters, next to the icons', () => {
    const name = 'Framing: length prefix of 2 bytes, big-endian. Select to change it, starting with the next byte.';
    const shown = (given: Partial<ToolbarState>) =>
      elements(bar(given)).filter(({ attributes }) => attributes['aria-label'] === name);
    assert.deepEqual(
      shown({ framing: prefix }).map(({ text }) => text),
      ['u16 BE'],
    );
    assert.deepEqual(shown({}), []);
    press(bar({ framing: prefix }), name);
    assert.deepEqual(calls, ['framing']);
  });
});
