/** The line about the peer that was shown alone until it closed: what is shown now, or what is waited for. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import { iconButton } from '../iconButton.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ChosenPeer } from './chosenPeer.ts';
import { followWords } from './followWords.ts';
import type { PeerChoice } from './peerChoice.ts';

/** Always there, so that what appears in it is announced. */
export function goneLine(choice: PeerChoice, kind: EndpointKind, labels: PeerLabels): TemplateResult {
  return html`<div role="status">${contentOf(choice, kind, labels)}</div>`;
}

function contentOf(choice: PeerChoice, kind: EndpointKind, labels: PeerLabels): TemplateResult | typeof nothing {
  const { gone, shown, waits } = choice;
  if (gone) return goneContent(gone, choice, kind, labels);
  return shown && waits ? waitingContent(shown, choice, kind, labels) : nothing;
}

function goneContent(gone: ChosenPeer, choice: PeerChoice, kind: EndpointKind, labels: PeerLabels): TemplateResult {
  const words = followWords[kind];
  return html`<div class="banner info closable">
    <span class="codicon codicon-debug-disconnect" aria-hidden="true"></span>
    <span>${words.showsAll(labels.full(gone.address))}
      ${link(l10n.t('Show Its Messages'), () => choice.showPast(gone))}
      ${link(words.follow(), () => choice.follow(true))}</span>
    <span class="bar-close">${iconButton('close', l10n.t('Close'), () => choice.dismissGone())}</span>
  </div>`;
}

function waitingContent(shown: ChosenPeer, choice: PeerChoice, kind: EndpointKind, labels: PeerLabels): TemplateResult {
  const words = followWords[kind];
  return html`<div class="banner info">
    <span class="codicon codicon-watch" aria-hidden="true"></span>
    <span>${words.waits(labels.full(shown.address))} ${link(words.showAll(), () => choice.show(undefined))}</span>
  </div>`;
}

function link(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="link" @click=${act}>${label}</button>`;
}
