/** The hint in an empty transcript: what the endpoint is waiting for, and how to make it happen. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { parseAddress } from '../../src/core/address.ts';
import { pathWord } from '../../src/core/connection/shellWords.ts';
import type { EndpointConfig, FileReception } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { isStream, listens } from '../../src/core/kinds.ts';
import { defaultNamePattern } from '../../src/core/transfer/namePattern.ts';
import { host } from '../hostCalls.ts';

export interface Awaited {
  /** Whether the transcript contains messages. */
  readonly hasMessages: boolean;
  /** Whether peers have been connected before, and have left nothing but events. */
  readonly hadPeers: boolean;
  /** The folder for received files; empty while it is unknown. */
  readonly filesGoTo: string | undefined;
  /** Opens that folder. */
  showFolder(): void;
}

/** Whether the endpoint waits for a peer to begin. */
export function awaitsPeers({ config, state, counters }: EndpointSnapshot): boolean {
  return state === 'open' && counters.peers === 0 && listens(config) && config.remote === undefined;
}

/**
 * A hint with a command for the terminal, if the endpoint is waiting and has no messages to show: none were exchanged,
 * or the transcript was cleared since. Events aren't messages: a client may have come and gone.
 */
export function waitingHint(
  endpoint: EndpointSnapshot,
  { hasMessages, hadPeers, filesGoTo, showFolder }: Awaited,
): TemplateResult | undefined {
  if (hasMessages || !awaitsPeers(endpoint)) return undefined;
  const { config, counters, address } = endpoint;
  const hadBytes = counters.bytesIn + counters.bytesOut > 0;
  const line = terminalCommand(config, address);
  return html`<div class="waiting">
    <p>${(hadPeers || hadBytes ? nextAwaited : firstAwaited)(config, hadBytes)}</p>
    ${line === undefined ? nothing : html`<p>${l10n.t('From a terminal:')} ${command(line)}</p>`}
    ${filesGoTo === undefined ? nothing : html`<p>${destination(filesGoTo, showFolder)}</p>`}
    ${config.files?.mode === 'raw' ? html`<p>${naming(config.files)}</p>` : nothing}
  </div>`;
}

function firstAwaited(config: EndpointConfig): string {
  if (!isStream(config)) return l10n.t('Waiting for the first datagram.');
  switch (config.files?.mode ?? 'off') {
    case 'raw':
      return l10n.t('Waiting for the first file.');
    case 'framed':
      return l10n.t(
        'Waiting for the first file. Run Send Files… in this or another Portside window, and choose Framed.',
      );
    case 'off':
      return l10n.t('Waiting for the first client.');
  }
}

/** The same after a peer has come and gone. A connection for framed files may have brought none, unless it sent something. */
function nextAwaited(config: EndpointConfig, hadBytes: boolean): string {
  if (!isStream(config)) return l10n.t('Waiting for the next datagram.');
  switch (config.files?.mode ?? 'off') {
    case 'raw':
      return l10n.t('Waiting for the next file.');
    case 'framed':
      return hadBytes
        ? l10n.t('Waiting for the next file. Run Send Files… in this or another Portside window, and choose Framed.')
        : firstAwaited(config);
    case 'off':
      return l10n.t('Waiting for the next client.');
  }
}

/** Undefined for framed files, for which no command exists, and for a path that can't be typed. */
function terminalCommand(config: EndpointConfig, address: string): string | undefined {
  const { host: name, port, path } = parseAddress(address);
  if (!isStream(config)) return `echo -n hello | nc -u -w1 ${reachable(name)} ${port}`;
  const place = path === undefined ? `${reachable(name)} ${port}` : pathWord(path);
  if (place === undefined) return undefined;
  const flags = path === undefined ? '' : 'U';
  switch (config.files?.mode ?? 'off') {
    case 'raw':
      return `nc -N${flags} ${place} < FILE`;
    case 'framed':
      return undefined;
    case 'off':
      return flags ? `nc -${flags} ${place}` : `nc ${place}`;
  }
}

function destination(filesGoTo: string, showFolder: () => void): TemplateResult {
  if (filesGoTo === '') return html`${l10n.t('You’ll be asked where to save the first file.')}`;
  return html`${l10n.t('Received files:')}
    <button type="button" class="link" title=${l10n.t('Show Folder')} @click=${showFolder}>${filesGoTo}</button>`;
}

function naming({ name = defaultNamePattern }: FileReception): string {
  return l10n.t('Raw transfers carry no file name, so files are named {0}.', name);
}

function reachable(name: string): string {
  if (name === '0.0.0.0') return '127.0.0.1';
  return name === '::' ? '::1' : name;
}

function command(text: string): TemplateResult {
  return html`<button type="button" class="command" title=${l10n.t('Copy')} @click=${() => void host.copy(text)}><code>${wordsOf(text)}</code>
    <span class="codicon codicon-copy" aria-hidden="true"></span></button>`;
}

/** Wraps each word in an element so that lines break only between words: options and addresses may contain hyphens. */
function wordsOf(line: string): TemplateResult[] {
  return line.split(' ').map((word, at) => html`${at === 0 ? '' : ' '}<span class="word">${word}</span>`);
}
