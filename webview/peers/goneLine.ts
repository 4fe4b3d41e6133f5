/**
 * The line about a peer that was shown alone until it closed: what is shown now, and what is awaited while the endpoint
 * is open.
 */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type EndpointSnapshot, isRunningState } from '../../src/core/endpointSnapshot.ts';
import { type PeerRole, peerRole } from '../../src/core/kinds.ts';
import type { BarAction } from '../bar/barAction.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { iconButton } from '../widgets/iconButton.ts';
import type { ChosenPeer } from './chosenPeer.ts';
import type { PeerChoice } from './peerChoice.ts';
import { peerRoleTexts } from './peerRoleTexts.ts';

interface GoneLineState {
  readonly choice: PeerChoice;
  readonly endpoint: Pick<EndpointSnapshot, 'config' | 'state'>;
  readonly labels: PeerLabels;
  /** Opens the endpoint; undefined if the banner above offers that. */
  readonly start: Pick<BarAction, 'label' | 'act'> | undefined;
}

/** Always rendered, so that its content is announced when it appears. */
export function goneLine(state: GoneLineState): TemplateResult {
  return html`<div role="status">${contentOf(state)}</div>`;
}

function contentOf(state: GoneLineState): TemplateResult | typeof nothing {
  const { choice, endpoint, labels } = state;
  const { gone, shown, waits } = choice;
  if (gone) return goneContent(gone, choice, peerRole(endpoint.config), labels);
  if (!shown || !waits) return nothing;
  return isRunningState(endpoint.state) ? waitingContent(shown, state) : stoppedContent(shown, state);
}

function goneContent(gone: ChosenPeer, choice: PeerChoice, role: PeerRole, labels: PeerLabels): TemplateResult {
  const words = peerRoleTexts[role];
  return html`<div class="banner info closable">
    <span class="codicon codicon-debug-disconnect" aria-hidden="true"></span>
    <span>${words.showsAll(labels.full(gone.address))}
      ${link(l10n.t('Show Its Messages'), () => choice.showPast(gone))}
      ${link(words.follow(), () => choice.follow(true))}</span>
    <span class="bar-close">${iconButton('close', l10n.t('Close'), () => choice.dismissGone())}</span>
  </div>`;
}

function waitingContent(shown: ChosenPeer, { choice, endpoint, labels }: GoneLineState): TemplateResult {
  const words = peerRoleTexts[peerRole(endpoint.config)];
  return html`<div class="banner info">
    <span class="codicon codicon-watch" aria-hidden="true"></span>
    <span>${words.waits(labels.full(shown.address))} ${link(words.showAll(), () => choice.show(undefined))}</span>
  </div>`;
}

function stoppedContent(shown: ChosenPeer, { choice, endpoint, labels, start }: GoneLineState): TemplateResult {
  const words = peerRoleTexts[peerRole(endpoint.config)];
  return html`<div class="banner info">
    <span class="codicon codicon-debug-disconnect" aria-hidden="true"></span>
    <span>${words.stopped(labels.full(shown.address))}
      ${start === undefined ? nothing : link(start.label, start.act)}
      ${link(words.showAll(), () => choice.show(undefined))}</span>
  </div>`;
}

function link(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="link" @click=${act}>${label}</button>`;
}
