/** Asks for the one thing that starting an endpoint can't guess: its address. */
import { l10n, type Memento } from 'vscode';
import { isWildcard, localSideOf, parseAddress } from '../../core/address.ts';
import { parseConnection } from '../../core/connection/parseConnection.ts';
import { namesBashDevice } from '../../core/connection/pastedCode.ts';
import type { EndpointConfig, EndpointKind } from '../../core/endpointConfig.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { kindLabel } from '../endpointLabels.ts';
import { askText } from '../questions.ts';
import { translated } from '../translated.ts';
import { nextFreePort } from './freePort.ts';

const firstPort = 9000;

/** Returns a config with the address that the user typed; prefilled with the last one, or for servers with the next free port. */
export async function askConfig(
  kind: EndpointKind,
  memory: Memento,
  title = question(kind).title,
): Promise<EndpointConfig> {
  const key = `lastAddress.${kind}`;
  const last = memory.get<string>(key);
  const value = kind === 'tcp-server' ? await proposeListening(last) : (last ?? '');
  const typed = await askText({
    ...question(kind),
    title,
    value,
    validateInput: text => problem(text, kind),
  });
  const config = isAddress(typed) ? configOf(kind, typed.trim()) : parseConnection(typed);
  await memory.update(key, isAddress(typed) ? typed : (config.remote ?? config.address));
  return config;
}

function isAddress(text: string): boolean {
  if (namesBashDevice(text)) return false;
  try {
    parseAddress(text);
    return true;
  } catch {
    return false;
  }
}

async function proposeListening(last: string | undefined): Promise<string> {
  if (last === undefined) return String(await nextFreePort(firstPort));
  const { port, path } = parseAddress(last);
  if (path !== undefined || port === 0) return last;
  return last.replace(/\d+$/, String(await nextFreePort(port)));
}

function question(kind: EndpointKind): { title: string; prompt: string; placeHolder: string } {
  switch (kind) {
    case 'tcp-server':
      return {
        title: l10n.t('Start TCP Server'),
        prompt: l10n.t('Port to listen on. Reachable only from this machine unless you enter 0.0.0.0:port.'),
        placeHolder: '9000, 0.0.0.0:9000, [::1]:9000, unix:/tmp/server.sock',
      };
    case 'tcp-client':
      return {
        title: l10n.t('Connect to TCP Server'),
        prompt: l10n.t('Port on this machine, or host:port of the server.'),
        placeHolder: '9001, example.com:80, unix:/tmp/server.sock',
      };
    case 'udp':
      return {
        title: l10n.t('Open UDP Socket'),
        prompt: l10n.t('Port to receive on (0.0.0.0:port for other machines too), or host:port to send to.'),
        placeHolder: '20001, 127.0.0.1:20001, 0.0.0.0:20001',
      };
  }
}

function problem(text: string, kind: EndpointKind): string | undefined {
  if (namesBashDevice(text)) return problemOfPasted(text, kind);
  try {
    const { scheme, port, path } = parseAddress(text);
    if (kind === 'udp' && (path !== undefined || scheme === 'tcp'))
      return l10n.t('A UDP socket needs a port or host:port.');
    if (kind !== 'udp' && scheme === 'udp') return l10n.t('This is a UDP address. Use “Open UDP Socket…”.');
    if (kind === 'tcp-client' && path === undefined && port === 0)
      return l10n.t('A client needs the port of the server.');
    return undefined;
  } catch (error) {
    return looksPasted(text) ? problemOfPasted(text, kind) : translated(errorSentence(error));
  }
}

/** Accepts a URL, a line of code or a command line, too: people often have one to paste. */
function looksPasted(text: string): boolean {
  return /:\/\/|\S\s+\S/.test(text);
}

function problemOfPasted(text: string, kind: EndpointKind): string | undefined {
  try {
    const meant = parseConnection(text).kind;
    return meant === kind
      ? undefined
      : l10n.t('This describes a {0}. Use “Open from URL or Command Line…” instead.', kindLabel(meant));
  } catch (error) {
    return translated(errorSentence(error));
  }
}

/** For UDP, a port, all interfaces or port 0 is where to receive; any other address is where to send. */
function configOf(kind: EndpointKind, address: string): EndpointConfig {
  if (kind !== 'udp' || /^:?\d+$/.test(address)) return { kind, address };
  const { host, port } = parseAddress(address);
  if (isWildcard(host) || port === 0) return { kind, address };
  return { kind, address: localSideOf(host), remote: address };
}
