/** The second line of the panel: how the transcript is shown, and for which peers. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { PeerRole } from '../../src/core/kinds.ts';
import type { PanelFraming, RowForm } from '../../src/protocol/panelCalls.ts';
import type { BarAction } from '../bar/barAction.ts';
import { type PeerLabels, peerColor } from '../peerLabels.ts';
import type { ChosenPeer } from '../peers/chosenPeer.ts';
import { peerActions } from '../peers/peerActions.ts';
import { type PeerKeyActions, runPeerKey } from '../peers/peerKeys.ts';
import { peerMenu } from '../peers/peerMenu.ts';
import { peerRoleTexts } from '../peers/peerRoleTexts.ts';
import { maxChips } from '../peers/peerSelect.ts';
import { rowFormSwitch } from '../transcript/rowFormSwitch.ts';
import type { ViewMode } from '../viewMode.ts';
import { keepChosenInSight } from '../widgets/keepChosenInSight.ts';
import { labelByRoom } from '../widgets/labelByRoom.ts';
import { segments } from '../widgets/segments.ts';

export interface ToolbarState {
  /** Id of the endpoint. */
  readonly endpoint: string;
  readonly role: PeerRole;
  readonly mode: ViewMode;
  readonly rowForm: RowForm;
  /** Whether connections can be reset. */
  readonly hasReset: boolean;
  readonly peers: readonly PeerSnapshot[];
  /** Number of open peers, of which `peers` may contain only the first. */
  readonly peerCount: number;
  /** Peer whose messages are shown alone. */
  readonly shown: ChosenPeer | undefined;
  /** Whether the shown peer has closed. */
  readonly isPast: boolean;
  /** Number of closed peers that can be shown. */
  readonly closedCount: number;
  /** The control that lists the closed peers. */
  readonly closedPeers: unknown;
  /** The toggle for following the next peer. */
  readonly follow: BarAction | undefined;
  readonly labels: PeerLabels;
  /** Framing of the stream. */
  readonly framing: PanelFraming | undefined;
  readonly finds: boolean;
  readonly filters: boolean;
  /** Whether the bar that goes to a time is shown. */
  readonly goesTo: boolean;
  /** Whether entries are hidden by kind or size. */
  readonly isNarrowed: boolean;
  readonly transferCount: number;
  /** Whether transfers are shown: the history, or those in progress. */
  readonly showsTransfers: boolean;
  /** Number of running videos. */
  readonly videoCount: number;
  readonly showsVideos: boolean;
}

export interface ToolbarActions extends PeerKeyActions {
  setMode(mode: ViewMode): void;
  setRowForm(form: RowForm): void;
  showPeer(peer: ChosenPeer | undefined): void;
  changeFraming(): void;
  toggleFind(): void;
  toggleFilter(): void;
  toggleGoTo(): void;
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
    ${hasPeerFilter(state) ? peerFilter(state, actions) : nothing}
    ${state.role === 'server' && !hasPeerFilter(state) ? nothing : state.closedPeers}
    ${state.shown === undefined ? nothing : peerTools(state, state.shown.id, actions)}
    ${state.framing === undefined ? nothing : framingButton(state.framing, actions)}
    <portside-actions .label=${l10n.t('Transcript')} .actions=${transcriptActions(state, actions)}></portside-actions>
  </div>`;
}

/** Whether a single peer can be shown alone. If a client has had only one connection, there is nothing to choose. */
function hasPeerFilter({ role, peers, closedCount, shown }: ToolbarState): boolean {
  if (shown) return true;
  return role === 'server' ? peers.length + closedCount > 1 : peers.length > 0;
}

/**
 * Returns actions on the transcript, and on a client's only connection, in order of priority: the first ones stay
 * visible if space is short.
 */
export function transcriptActions(state: ToolbarState, actions: ToolbarActions): BarAction[] {
  const { finds, filters, goesTo, isNarrowed, transferCount, showsTransfers, videoCount, showsVideos } = state;
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
    { icon: 'clockface', label: l10n.t('Go to Time (Ctrl+G)'), pressed: goesTo, act: actions.toggleGoTo },
    { icon: 'export', label: l10n.t('Export…'), act: actions.exportTranscript },
    ...connectionActions(state, actions),
  ];
}

/** Returns actions on a client's only connection. For other endpoints, they are beside the peer that is shown alone. */
function connectionActions(state: ToolbarState, actions: ToolbarActions): BarAction[] {
  const [only] = state.peers;
  return state.role === 'server' && only && !hasPeerFilter(state) ? peerActions(state, only.id, actions.runOnPeer) : [];
}

/** A separate button that never moves into the overflow menu: the framing defines what a message is. */
function framingButton({ label, short, isNone }: PanelFraming, { changeFraming }: ToolbarActions): TemplateResult {
  const name = l10n.t('Framing: {0}. Select to change it, starting with the next byte.', label);
  return html`<button type="button" class=${isNone ? 'framing none' : 'framing'} ${ref(labelByRoom)} title=${name} aria-label=${name} @click=${changeFraming}>
    <span class="codicon codicon-symbol-ruler" aria-hidden="true"></span><span class="framing-text">${short}</span></button>`;
}

function peerFilter(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { labels } = state;
  const peers = listed(state);
  if (peers.length > maxChips) return peerPicker(state, actions);
  return html`<div class="chips" ${ref(keepChosenInSight)} role="group" aria-label=${l10n.t('Show messages for')}>
    ${chip(l10n.t('All'), undefined, state, actions)}
    ${peers.map(peer => chip(labels.label(peer.address), peer, state, actions))}
  </div>`;
}

/** Returns the peers with chips. The shown peer keeps its chip even if it has closed. */
function listed({ peers, shown }: ToolbarState): readonly ChosenPeer[] {
  return shown && !peers.some(({ id }) => id === shown.id) ? [shown, ...peers] : peers;
}

function chip(
  label: string,
  peer: ChosenPeer | undefined,
  state: ToolbarState,
  actions: ToolbarActions,
): TemplateResult {
  const isShown = peer?.id === state.shown?.id;
  const isPast = isShown && state.isPast;
  return html`<button type="button" class="chip ${isPast ? 'past' : ''}" aria-pressed=${isShown} title=${peer ? chipTitle(peer, isPast, state) : ''}
    data-vscode-context=${peer ? menuOf(peer, state) : nothing} @click=${() => actions.showPeer(peer)} @keydown=${peer ? (event: KeyboardEvent) => runPeerKey(event, peer, !isPast, actions) : nothing}>
    ${peer === undefined ? nothing : html`<span class="dot ${peerColor(peer.id)}" aria-hidden="true"></span>`}${label}
  </button>`;
}

function chipTitle({ address }: ChosenPeer, isPast: boolean, { role }: ToolbarState): string {
  const shown = visibleText(address);
  return isPast ? `${shown} (${peerRoleTexts[role].closed()})` : shown;
}

function menuOf(peer: ChosenPeer, { endpoint, role, hasReset, shown, isPast, follow }: ToolbarState): string {
  const isShown = peer.id === shown?.id;
  const isOpen = !(isShown && isPast);
  return peerMenu(peer, { endpoint, role, hasReset, isOpen, isShown, canFollow: isShown && follow !== undefined });
}

function peerPicker(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { role, peerCount, peers, shown, isPast, labels } = state;
  const { all: allOf, closed } = peerRoleTexts[role];
  const all = allOf(peerCount);
  const label = shown && labels.label(shown.address);
  const text = label !== undefined && isPast ? `${label} (${closed()})` : (label ?? all);
  const options = [{ label: all, choose: () => actions.showPeer(undefined) }];
  return html`<portside-peer-picker id="shown-peer" .label=${l10n.t('Show messages for')} .sentence=${l10n.t('Show messages for: {0}', text)}
    .text=${text} .chosen=${shown} .options=${options} .count=${peerCount} .peers=${peers} .labels=${labels}
    .menuOf=${(peer: ChosenPeer) => menuOf(peer, state)} .keys=${actions} .isPast=${isPast} .onChoose=${actions.showPeer}></portside-peer-picker>`;
}

function peerTools(state: ToolbarState, peer: string, actions: ToolbarActions): TemplateResult | typeof nothing {
  const { role, isPast, follow } = state;
  const offered = [...(follow ? [follow] : []), ...(isPast ? [] : peerActions(state, peer, actions.runOnPeer))];
  if (offered.length === 0) return nothing;
  return html`<portside-actions class="peer-actions" .label=${peerRoleTexts[role].one()} .actions=${offered}></portside-actions>`;
}
