/** What the transcript says while it is empty: what happens next, and how to make it happen. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { parseAddress } from '../src/core/address.ts';
import type { EndpointSnapshot } from '../src/core/endpointSnapshot.ts';
import { host } from './hostCalls.ts';

/** A hint with a line for the terminal, where the endpoint waits for somebody. */
export function waitingHint({ config, state, counters, address }: EndpointSnapshot): TemplateResult | undefined {
  const isWaiting = state === 'open' && counters.peers === 0 && counters.bytesIn + counters.bytesOut === 0;
  if (!isWaiting || config.kind === 'tcp-client' || config.remote !== undefined) return undefined;
  return html`<div class="waiting">
    <p>${config.kind === 'udp' ? l10n.t('Waiting for the first datagram.') : l10n.t('Waiting for the first client.')}</p>
    <p>${l10n.t('From a terminal:')} ${command(terminalCommand(config.kind === 'udp', address))}</p>
  </div>`;
}

function terminalCommand(isUdp: boolean, address: string): string {
  const { host: name, port, path } = parseAddress(address);
  if (path !== undefined) return `nc -U ${path}`;
  return isUdp ? `echo -n hello | nc -u -w1 ${reachable(name)} ${port}` : `nc ${reachable(name)} ${port}`;
}

function reachable(name: string): string {
  if (name === '0.0.0.0') return '127.0.0.1';
  return name === '::' ? '::1' : name;
}

function command(text: string): TemplateResult {
  return html`<button type="button" class="command" title=${l10n.t('Copy')} @click=${() => void host.copy(text)}><code>${text}</code>
    <span class="codicon codicon-copy" aria-hidden="true"></span></button>`;
}
