/** The first line of the panel: the endpoint, its state, its traffic, and its actions. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { withoutScheme } from '../../src/core/address.ts';
import { formatBytes } from '../../src/core/bytes/formatBytes.ts';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import { addressLabel, boundAddress, copiedAddress, remoteOf, spokenAddress } from '../../src/core/endpointLabel.ts';
import { type EndpointSnapshot, type EndpointState, isRunningState } from '../../src/core/endpointSnapshot.ts';
import { kinds } from '../../src/core/kinds.ts';
import { phraseText } from '../../src/core/phrase.ts';
import type { PanelAction, PanelState } from '../../src/protocol/panelCalls.ts';
import type { BarAction } from '../bar/barAction.ts';
import { countedPeers } from '../peerCounts.ts';
import { startAction } from './panelStart.ts';

/**
 * Shows the form or the conversation. With `savesToo`, the form also saves what it applies, unless the user decides
 * otherwise.
 */
export type Edit = (editing: boolean, savesToo?: true) => void;

export function header(panel: PanelState, run: (action: PanelAction) => void, edit: Edit): TemplateResult {
  const { endpoint, exposed, numbered } = panel;
  const { config, state } = endpoint;
  const name = config.name === undefined ? undefined : visibleText(config.name);
  return html`<header role="none">
    <h1 class="spoken">${numbered ?? kindName(config.kind)} ${name ?? ''} ${visibleText(spokenAddress(endpoint, l10n.t))}</h1>
    <span class="state ${state}" role="img" title=${stateName(state)} aria-label=${stateName(state)}></span>
    <span class="codicon codicon-${kinds[config.kind].icon}" role="img" aria-label=${kindName(config.kind)} title=${kindName(config.kind)}></span>
    <div class="about">
      ${name === undefined ? addressButton(endpoint, run) : html`<span class="name" title=${name}>${name}</span>`}
      <div class="facts">
        <div class="read-facts" .style=${`--address: ${shownCharacters(endpoint)}`}>
          ${name === undefined ? nothing : addressButton(endpoint, run)}
          ${numbered === undefined ? nothing : html`<span class="numbered" aria-hidden="true">${numbered}</span>`}
          ${exposed ? exposedBadge() : nothing}
          ${counters(endpoint)}
        </div>
        <portside-throughput .counters=${endpoint.isRestoring ? undefined : endpoint.counters}></portside-throughput>
      </div>
    </div>
    <portside-actions .label=${l10n.t('Endpoint')} .actions=${endpointActions(panel, run, edit)}></portside-actions>
  </header>`;
}

/**
 * Returns the address as a button that copies it. If the endpoint has a name, that replaces it, and the address is one
 * of the facts, which have their own line if space is short.
 */
function addressButton(endpoint: EndpointSnapshot, run: (action: PanelAction) => void): TemplateResult {
  return html`<button type="button" class="address" title=${addressTitle(endpoint)} @click=${() => run('copyAddress')}><bdi dir="ltr">${shownAddress(endpoint)}</bdi></button>`;
}

/** Length of the address beside a name. The style sheet knows no width of a text that it may also shorten. */
function shownCharacters(endpoint: EndpointSnapshot): number {
  return visibleText(addressLabel(endpoint)).length;
}

/** Omits the scheme, which repeats the icon, if space is short, beside a name, and before an arrow. */
function shownAddress(endpoint: EndpointSnapshot): TemplateResult {
  const { config, address } = endpoint;
  if (remoteOf(config) !== undefined)
    return html`<span aria-hidden="true">${addressLabel(endpoint)}</span><span class="spoken">${spokenAddress(endpoint, l10n.t)}</span>`;
  const bare = withoutScheme(address);
  if (config.name !== undefined) return html`${visibleText(bare)}`;
  return html`<span class="scheme">${address.slice(0, address.length - bare.length)}</span>${visibleText(bare)}`;
}

/** Returns what a click copies, and a UDP socket's own address if a different one is shown. */
function addressTitle(endpoint: EndpointSnapshot): string {
  const copy = l10n.t('Copy {0}', visibleText(copiedAddress(endpoint)));
  const bound = isRunningState(endpoint.state) ? boundAddress(endpoint) : undefined;
  return bound === undefined ? copy : `${copy}\n${l10n.t('Bound to {0}', bound)}`;
}

/** Returns actions on the endpoint in order of priority: the first ones stay visible if space is short. */
export function endpointActions(
  { endpoint, editing, saved }: PanelState,
  run: (action: PanelAction) => void,
  edit: Edit,
): BarAction[] {
  const isStarted = isRunningState(endpoint.state);
  return [
    isStarted
      ? { icon: 'debug-stop', label: l10n.t('Stop'), act: () => run('stop') }
      : startAction(endpoint.state, run),
    { icon: 'gear', label: l10n.t('Edit Endpoint'), pressed: editing, act: () => edit(!editing) },
    saved
      ? {
          icon: 'bookmark',
          label: l10n.t('Edit Saved Endpoint ({0})…', saved.place),
          act: () => edit(true, true),
        }
      : { icon: 'save', label: l10n.t('Save Endpoint…'), act: () => run('saveEndpoint') },
    { icon: 'clear-all', label: l10n.t('Clear Transcript'), act: () => run('clearTranscript') },
  ];
}

function exposedBadge(): TemplateResult {
  const explanation = l10n.t('Listening beyond loopback: other machines can reach this endpoint.');
  return html`<span class="badge" role="img" aria-label=${explanation} title=${explanation}><span class="codicon codicon-globe" aria-hidden="true"></span><span class="badge-text">${l10n.t('open to the network')}</span></span>`;
}

function counters(endpoint: EndpointSnapshot): TemplateResult {
  const { bytesIn, bytesOut, framesIn, framesOut } = endpoint.counters;
  const peers = countedPeers(endpoint);
  const received = receivedText(formatBytes(bytesIn), framesIn);
  const sent = sentText(formatBytes(bytesOut), framesOut);
  return html`<span class="counters">
    ${peers === undefined ? nothing : html`<span class="peer-count">${peers}</span>`}
    <span title=${received} aria-label=${received}><b class="in">↓</b> ${formatBytes(bytesIn)}</span>
    <span title=${sent} aria-label=${sent}><b class="out">↑</b> ${formatBytes(bytesOut)}</span>
  </span>`;
}

function receivedText(bytes: string, frames: number): string {
  return frames === 1
    ? l10n.t('received {0} in 1 message', bytes)
    : l10n.t('received {0} in {1} messages', bytes, frames);
}

function sentText(bytes: string, frames: number): string {
  return frames === 1 ? l10n.t('sent {0} in 1 message', bytes) : l10n.t('sent {0} in {1} messages', bytes, frames);
}

function kindName(kind: EndpointKind): string {
  return phraseText(kinds[kind].label, l10n.t);
}

function stateName(state: EndpointState): string {
  const names = {
    opening: l10n.t('opening'),
    open: l10n.t('open'),
    reconnecting: l10n.t('reconnecting'),
    closed: l10n.t('closed'),
    failed: l10n.t('failed'),
  };
  return names[state];
}
