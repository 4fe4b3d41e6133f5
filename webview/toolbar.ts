/** The panel's second line: how the transcript is shown, and whose. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { EndpointKind } from '../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../src/core/endpointSnapshot.ts';
import type { PeerAction, RowForm } from '../src/protocol/panelCalls.ts';
import { iconButton } from './iconButton.ts';
import { type PeerLabels, peerColour } from './peerLabels.ts';
import type { ChosenPeer } from './peers/chosenPeer.ts';
import { followWords } from './peers/followWords.ts';
import { segments } from './segments.ts';
import { toggleButton } from './toggleButton.ts';
import { rowFormSwitch } from './transcript/rowFormSwitch.ts';
import { transfersButton } from './transfers/transfersButton.ts';
import { videosButton } from './video/videosButton.ts';
import type { ViewMode } from './viewMode.ts';

export interface ToolbarState {
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
  readonly follow: unknown;
  readonly kind: EndpointKind;
  readonly labels: PeerLabels;
  readonly isStream: boolean;
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

/** More peers than this are chosen from a list. */
const maxChips = 8;

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
    ${state.shown === undefined ? nothing : peerActions(state, state.shown.id, actions)}
    ${state.follow}
    <span class="bar-end">
      ${state.framing === undefined ? nothing : framingButton(state.framing, actions)}
      ${toggleButton('search', l10n.t('Find (Ctrl+F)'), state.finds, actions.toggleFind)}
      ${toggleButton(state.isNarrowed ? 'filter-filled' : 'filter', l10n.t('Filter'), state.filters, actions.toggleFilter)}
      ${iconButton('export', l10n.t('Export…'), actions.exportTranscript)}
      ${videosButton(state.videoCount, state.showsVideos, actions.showVideos)}
      ${transfersButton(state.transferCount, state.showsTransfers, actions.showTransfers)}
    </span>
  </div>`;
}

function framingButton(framing: string, { changeFraming }: ToolbarActions): TemplateResult {
  const title = l10n.t('Framing: {0}. Press to change it from the next byte on.', framing);
  return html`<button type="button" class="framing" title=${title} aria-label=${title} @click=${changeFraming}>
    <span class="codicon codicon-symbol-ruler" aria-hidden="true"></span><span class="framing-text">${framing}</span></button>`;
}

function peerFilter(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { shown, labels } = state;
  const peers = listed(state);
  if (peers.length > maxChips) return peerSelect(state, actions);
  return html`<div class="chips" role="group" aria-label=${l10n.t('Show the messages of')}>
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

function peerSelect(state: ToolbarState, { showPeer }: ToolbarActions): TemplateResult {
  const { shown, labels, peerCount } = state;
  const peers = listed(state);
  const chosen = (event: Event) => peers.find(({ id }) => id === (event.target as HTMLSelectElement).value);
  return html`<vscode-single-select combobox ${ref(nameOpener)} label=${l10n.t('Show the messages of')} .value=${shown?.id ?? ''}
    @change=${(event: Event) => showPeer(chosen(event))}>
    <vscode-option value="" ?selected=${shown === undefined}>${followWords[state.kind].all(peerCount)}</vscode-option>
    ${peers.map(
      ({ id, address }) =>
        html`<vscode-option value=${id} ?selected=${id === shown?.id}>${labels.label(address)}</vscode-option>`,
    )}
  </vscode-single-select>`;
}

/** The component names its button in English only. */
function nameOpener(select: Element | undefined): void {
  const named = select as (Element & { updateComplete: Promise<unknown> }) | undefined;
  void named?.updateComplete.then(() =>
    named.shadowRoot?.querySelector('.combobox-button')?.setAttribute('aria-label', l10n.t('Open the list')),
  );
}

function peerActions(
  { isPast, isStream, kind }: ToolbarState,
  peer: string,
  { runOnPeer }: ToolbarActions,
): TemplateResult | typeof nothing {
  if (isPast) return html`<span class="gone">${followWords[kind].closed()}</span>`;
  return html`<span class="peer-actions" role="toolbar" aria-label=${followWords[kind].one()}>
    ${isStream ? iconButton('arrow-circle-right', l10n.t('End: send our end of stream'), () => runOnPeer('endPeer', peer)) : nothing}
    ${isStream ? iconButton('zap', l10n.t('Reset the connection (RST)'), () => runOnPeer('resetPeer', peer)) : nothing}
    ${iconButton('debug-disconnect', l10n.t('Disconnect'), () => runOnPeer('disconnect', peer))}
  </span>`;
}
