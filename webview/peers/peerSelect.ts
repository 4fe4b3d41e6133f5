/** Lists of open and recently closed peers to choose from. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { PeerRole } from '../../src/core/kinds.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { type ChosenPeer, chosenPeer } from './chosenPeer.ts';
import { closedLabel } from './closedLabel.ts';
import { peerRoleTexts } from './peerRoleTexts.ts';
import type { PeersController } from './peersController.ts';

/** Maximum number of peers with chips. More peers are chosen from a list that is searched by typing. */
export const maxChips = 8;

export interface PeerSelectState {
  readonly role: PeerRole;
  /** Number of open peers, of which `peers.open` may contain only the first. */
  readonly count: number;
  readonly peers: Pick<PeersController, 'open' | 'recent' | 'choice'>;
  readonly labels: PeerLabels;
}

/**
 * A short list that shows the messages of a closed peer. Its title never changes: the shown peer is displayed
 * elsewhere.
 */
export function closedSelect({ role, peers, labels }: PeerSelectState): TemplateResult | typeof nothing {
  const { recent, choice } = peers;
  if (recent.length === 0) return nothing;
  const title = peerRoleTexts[role].closedOnes();
  return html`<select class="closed-peers" aria-label=${title} title=${title} .value=${live('')}
    @change=${(event: Event) => {
      const chosen = byId(recent, event);
      if (chosen) choice.showPast(chosen);
    }}>
    <option value="">${title}</option>
    ${recent.map(peer => closedOption(peer, labels, false))}
  </select>`;
}

/** A list of all choices, with the current one selected. If there are many, it is searched by typing. */
export function peerSelect(state: PeerSelectState): TemplateResult {
  const { open = [] } = state.peers;
  return open.length > maxChips ? peerPicker(state) : shortSelect(state);
}

function peerPicker({ role, count, peers, labels }: PeerSelectState): TemplateResult {
  const { open = [], recent, choice } = peers;
  const { one } = peerRoleTexts[role];
  const all = allLabel(role, count, recent);
  const { shown } = choice;
  const known = [...open, ...recent].find(({ id }) => id === shown?.id);
  const label = shown && labels.label(shown.address);
  const text = known && label !== undefined ? closedLabel(known, label) : (label ?? all);
  const options = [{ label: all, choose: () => choice.show(undefined) }];
  // Not in a label: a click on an option would also click the button.
  return html`<span class="field"><span aria-hidden="true">${one()}</span><portside-peer-picker id="filtered-peer" class="peer-select" .label=${one()}
    .sentence=${`${one()}: ${text}`} .text=${text} .chosen=${shown} .options=${options} .count=${count} .peers=${open} .closed=${recent} .labels=${labels}
    .onChoose=${(peer: PeerSnapshot) => showOne(peer, choice)}></portside-peer-picker></span>`;
}

function showOne(peer: PeerSnapshot, choice: PeersController['choice']): void {
  if (peer.state === 'closed') choice.showPast(chosenPeer(peer));
  else choice.show(chosenPeer(peer));
}

function shortSelect(state: PeerSelectState): TemplateResult {
  const { role, count, peers, labels } = state;
  const { open = [], recent, choice } = peers;
  const words = peerRoleTexts[role];
  const isShown = ({ id }: ChosenPeer) => id === choice.shown?.id;
  const isListed = [...open, ...recent].some(isShown);
  return html`<label class="field">${words.one()}
    <select class="peer-select" @change=${(event: Event) => show(event, state)}>
      <option value="" .selected=${live(choice.shown === undefined)}>${allLabel(role, count, recent)}</option>
      ${choice.shown && !isListed ? option(choice.shown, labels.label(choice.shown.address), true) : nothing}
      ${open.map(peer => option(peer, labels.label(peer.address), isShown(peer)))}
      ${recent.length === 0 ? nothing : html`<optgroup label=${words.closedOnes()}>${recent.map(peer => closedOption(peer, labels, isShown(peer)))}</optgroup>`}
    </select></label>`;
}

/** Contains a number only if all peers are open, since messages of closed ones are shown, too. */
function allLabel(role: PeerRole, openCount: number, closed: readonly PeerSnapshot[]): string {
  return peerRoleTexts[role].all(closed.length === 0 ? openCount : 0);
}

function show(event: Event, { peers: { open = [], recent, choice } }: PeerSelectState): void {
  const closed = byId(recent, event);
  if (closed) choice.showPast(closed);
  else choice.show(byId(open, event));
}

function byId(peers: readonly PeerSnapshot[], event: Event): ChosenPeer | undefined {
  const found = peers.find(({ id }) => id === (event.target as HTMLSelectElement).value);
  return found && chosenPeer(found);
}

function closedOption(peer: PeerSnapshot, labels: PeerLabels, isShown: boolean): TemplateResult {
  return option(peer, closedLabel(peer, labels.label(peer.address)), isShown);
}

function option({ id }: ChosenPeer, label: string, isShown: boolean): TemplateResult {
  return html`<option value=${id} .selected=${live(isShown)}>${label}</option>`;
}
