/** The line that says why all is shown again: the peer that was shown alone has gone. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import { iconButton } from '../iconButton.ts';
import type { PeerChoice } from './peerChoice.ts';

/** Always there, so that what appears in it is announced. */
export function goneLine(choice: PeerChoice, kind: EndpointKind): TemplateResult {
  return html`<div role="status">${choice.gone ? line(choice.gone.address, choice, kind) : nothing}</div>`;
}

function line(address: string, choice: PeerChoice, kind: EndpointKind): TemplateResult {
  return html`<div class="banner info gone-line">
    <span class="codicon codicon-debug-disconnect" aria-hidden="true"></span>
    <span>${sentence(address, kind)} <button type="button" class="link" @click=${() => choice.showGone()}>${l10n.t('Show Its Messages')}</button></span>
    <span class="bar-end">${iconButton('close', l10n.t('Close'), () => choice.dismissGone())}</span>
  </div>`;
}

function sentence(address: string, kind: EndpointKind): string {
  switch (kind) {
    case 'tcp-server':
      return l10n.t('{0} disconnected. Showing all clients.', address);
    case 'tcp-client':
      return l10n.t('The connection to {0} is closed. Showing all messages.', address);
    case 'udp':
      return l10n.t('{0} has gone. Showing all senders.', address);
  }
}
