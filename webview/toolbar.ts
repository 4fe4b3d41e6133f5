/** The panel's second line: how the transcript is shown, and whose. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { EndpointKind } from '../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../src/core/endpointSnapshot.ts';
import type { PeerAction, RowForm } from '../src/protocol/panelCalls.ts';
import type { BarAction } from './bar/barAction.ts';
import { keepChosenInSight } from './keepChosenInSight.ts';
import { type PeerLabels, peerColour } from './peerLabels.ts';
import type { ChosenPeer } from './peers/chosenPeer.ts';
import { followWords } from './peers/followWords.ts';
import { maxChips } from './peers/maxChips.ts';
import { segments } from './segments.ts';
import { rowFormSwitch } from './transcript/rowFormSwitch.ts';
import type { ViewMode } from './viewMode.ts';

export interface ToolbarState {
  readonly kind: EndpointKind;
  readonly mode: ViewMode;
  readonly rowForm: RowForm;
  readonly peers: readonly PeerSnapshot[];
  /** Open peers, of which `peers` may hold only the first. */
  readonly peerCount: number;
  /** The one whose messages are shown alone. */
  readonly shown: ChosenPeer | undefined;
  /** It has gone, and is shown nevertheless. */
  readonly isPast: boolean;
  /** A list of the peers that have closed. */
  readonly closedPeers: unknown;
  /** The toggle that follows the next peer. */
  readonly follow: BarAction | undefined;
  readonly labels: PeerLabels;
  /** How the stream is cut. */
  readonly framing: string | undefined;
  readonly finds: boolean;
  readonly filters: boolean;
  /** Entries are left out by kind or size. */
  readonly isNarrowed: boolean;
  readonly transferCount: number;
  /** The history of transfers is open. */
  readonly showsTransfers: boolean;
  /** Those that run. */
  readonly videoCount: number;
  readonly showsVideos: boolean;
}

export interface ToolbarActions {
  setMode(mode: ViewMode): void;
  setRowForm(form: RowForm): void;
  showPeer(peer: ChosenPeer | undefined): void;
  runOnPeer(action: PeerAction, peer: string): void;
  changeFraming(): void;
  toggleFind(): void;
  toggleFilter(): void;
  exportTranscript(): void;
  showTransfers(shown: boolean): void;
  showVideos(shown: boolean): void;
}

export function toolbar(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const modes = [
    { value: 'chat' as const, label: l10n.t('Chat') },
    { value: 'log' as const, label: l10n.t('Log') },
  ];
  return html`<div class="toolbar">
    ${segments(modes, state.mode, mode => actions.setMode(mode), l10n.t('View'))}
    ${rowFormSwitch(state.rowForm, actions.setRowForm)}
    ${state.peers.length === 0 && state.shown === undefined ? nothing : peerFilter(state, actions)}
    ${state.closedPeers}
    ${state.shown === undefined ? nothing : peerTools(state, state.shown.id, actions)}
    <portside-actions .label=${l10n.t('Transcript')} .actions=${transcriptActions(state, actions)}></portside-actions>
  </div>`;
}

/** What can be done with the transcript; the first ones stay in sight where there is little room. */
export function transcriptActions(state: ToolbarState, actions: ToolbarActions): BarAction[] {
  const { finds, filters, isNarrowed, framing, transferCount, showsTransfers, videoCount, showsVideos } = state;
  return [
    { icon: 'search', label: l10n.t('Find (Ctrl+F)'), pressed: finds, act: actions.toggleFind },
    {
      icon: isNarrowed ? 'filter-filled' : 'filter',
      label: l10n.t('Filter'),
      pressed: filters,
      act: actions.toggleFilter,
    },
    {
      icon: 'files',
      label: transferCount === 0 ? l10n.t('Transfers') : l10n.t('Transfers ({0})', transferCount),
      badge: transferCount,
      pressed: showsTransfers,
      act: () => actions.showTransfers(!showsTransfers),
    },
    {
      icon: 'device-camera-video',
      label: videoCount === 0 ? l10n.t('Video') : l10n.t('Video ({0})', videoCount),
      badge: videoCount,
      pressed: showsVideos,
      act: () => actions.showVideos(!showsVideos),
    },
    { icon: 'export', label: l10n.t('Export…'), act: actions.exportTranscript },
    ...(framing === undefined ? [] : [framingAction(framing, actions)]),
  ];
}

function framingAction(framing: string, { changeFraming }: ToolbarActions): BarAction {
  const label = l10n.t('Framing: {0}. Select to change it, starting with the next byte.', framing);
  return {
    icon: 'symbol-ruler',
    label,
    item: l10n.t('Framing: {0}…', framing),
    text: framing,
    act: changeFraming,
  };
}

function peerFilter(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { shown, labels } = state;
  const peers = listed(state);
  if (peers.length > maxChips) return peerPicker(state, actions);
  return html`<div class="chips" ${ref(keepChosenInSight)} role="group" aria-label=${l10n.t('Show the messages of')}>
    ${chip(l10n.t('All'), undefined, shown, actions)}
    ${peers.map(peer => chip(labels.label(peer.address), peer, shown, actions))}
  </div>`;
}

/** The one that is shown has its place also when it has gone. */
function listed({ peers, shown }: ToolbarState): readonly ChosenPeer[] {
  return shown && !peers.some(({ id }) => id === shown.id) ? [shown, ...peers] : peers;
}

function chip(
  label: string,
  peer: ChosenPeer | undefined,
  shown: ChosenPeer | undefined,
  { showPeer }: ToolbarActions,
): TemplateResult {
  return html`<button type="button" class="chip" aria-pressed=${peer?.id === shown?.id} title=${peer?.address ?? ''} @click=${() => showPeer(peer)}>
    ${peer === undefined ? nothing : html`<span class="dot ${peerColour(peer.id)}" aria-hidden="true"></span>`}${label}
  </button>`;
}

function peerPicker({ kind, peerCount, peers, shown, labels }: ToolbarState, actions: ToolbarActions): TemplateResult {
  const all = followWords[kind].all(peerCount);
  const text = shown ? labels.label(shown.address) : all;
  const options = [{ label: all, choose: () => actions.showPeer(undefined) }];
  return html`<portside-peer-picker id="shown-peer" .label=${l10n.t('Show the messages of')} .sentence=${l10n.t('Show the messages of: {0}', text)}
    .text=${text} .chosen=${shown} .options=${options} .count=${peerCount} .peers=${peers} .labels=${labels}
    .onChoose=${actions.showPeer}></portside-peer-picker>`;
}

function peerTools(state: ToolbarState, peer: string, actions: ToolbarActions): TemplateResult {
  const { kind, isPast, follow } = state;
  const offered = [...(isPast ? [] : peerActions(state, peer, actions)), ...(follow ? [follow] : [])];
  // While the next one is waited for a line below says that this one has closed.
  return html`${isPast && !follow ? html`<span class="gone">${followWords[kind].closed()}</span>` : nothing}
    ${offered.length === 0 ? nothing : html`<portside-actions class="peer-actions" .label=${followWords[kind].one()} .actions=${offered}></portside-actions>`}`;
}

/** What can be done with the peer that is shown alone. */
export function peerActions({ kind }: ToolbarState, peer: string, { runOnPeer }: ToolbarActions): BarAction[] {
  const disconnect: BarAction = {
    icon: 'debug-disconnect',
    label: l10n.t('Disconnect'),
    act: () => runOnPeer('disconnect', peer),
  };
  if (kind === 'udp') return [disconnect];
  return [
    {
      icon: 'arrow-circle-right',
      label: l10n.t('End (send FIN)'),
      act: () => runOnPeer('endPeer', peer),
    },
    { icon: 'zap', label: l10n.t('Reset (send RST)'), act: () => runOnPeer('resetPeer', peer) },
    disconnect,
  ];
}
