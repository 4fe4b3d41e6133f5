/** Asks for the one thing that starting an endpoint can't guess: its address. */
import { l10n, type Memento } from 'vscode';
import { nextFreePort } from '../../client/addresses/freePort.ts';
import { isWildcard, localSideOf, parseAddress } from '../../core/address.ts';
import { parseConnection } from '../../core/connection/parseConnection.ts';
import { namesBashDevice } from '../../core/connection/pastedCode.ts';
import type { EndpointConfig, EndpointKind } from '../../core/endpointConfig.ts';
import { acceptsConnections, hasField, isStream, kinds, listens } from '../../core/kinds.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { kindLabel } from '../shown/endpointLabels.ts';
import { askText } from '../shown/questions.ts';
import { translated, translatedSentence } from '../shown/translated.ts';
import { storedText } from '../stored.ts';

const firstPort = 9000;

interface QuestionTexts {
  readonly title: string;
  readonly prompt: string;
}

/** Returns the texts of the question for the address of an endpoint, unless it is for something more specific. */
export function textsOf(kind: EndpointKind): QuestionTexts {
  const { title, prompt } = kinds[kind].question;
  return { title: translated(title), prompt: translated(prompt) };
}

/** Returns a config with the address that the user typed; prefilled with the last one, or for servers with the next free port. */
export async function askConfig(
  kind: EndpointKind,
  memory: Memento,
  { title, prompt }: QuestionTexts = textsOf(kind),
): Promise<EndpointConfig> {
  const key = `lastAddress.${kind}`;
  const last = lastAddress(memory, key);
  const proposes = acceptsConnections({ kind, address: last ?? '' });
  const value = proposes ? await proposeListening(last) : (last ?? '');
  const { placeHolder } = kinds[kind].question;
  const typed = await askText({
    title,
    prompt,
    placeHolder,
    value,
    validateInput: text => problem(text, kind),
  });
  const config = isAddress(typed) ? configOf(kind, typed.trim()) : parseConnection(typed);
  await memory.update(key, isAddress(typed) ? typed : (config.remote ?? config.address));
  return config;
}

/** Returns undefined if none is stored, or if it has a form that only another version of Portside understands. */
function lastAddress(memory: Memento, key: string): string | undefined {
  const last = storedText(memory, key);
  return last !== undefined && isAddress(last) ? last : undefined;
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

function problem(text: string, kind: EndpointKind): string | undefined {
  if (namesBashDevice(text)) return problemOfPasted(text, kind);
  try {
    const { scheme, port, path } = parseAddress(text);
    const config = { kind, address: text };
    if (!isStream(config) && (path !== undefined || scheme === 'tcp'))
      return l10n.t('A UDP socket needs a port or host:port.');
    if (isStream(config) && scheme === 'udp') return l10n.t('This is a UDP address. Use “Open UDP Socket…”.');
    if (!listens(config) && path === undefined && port === 0) return l10n.t('A client needs the port of the server.');
    return undefined;
  } catch (error) {
    return looksPasted(text) ? problemOfPasted(text, kind) : translatedSentence(errorSentence(error));
  }
}

/**
 * Returns whether the text looks like a URL, a line of code or a command line, which people often have at hand to
 * paste.
 */
function looksPasted(text: string): boolean {
  return /:\/\/|\S\s+\S/.test(text);
}

function problemOfPasted(text: string, kind: EndpointKind): string | undefined {
  try {
    const pastedKind = parseConnection(text).kind;
    return pastedKind === kind
      ? undefined
      : l10n.t('This describes a {0}. Use “Open from URL or Command Line…” instead.', kindLabel(pastedKind));
  } catch (error) {
    return translatedSentence(errorSentence(error));
  }
}

/**
 * Returns the config for an address. For a kind with a remote, a bare port, a wildcard host or port 0 is the local
 * address; any other address is the remote.
 */
function configOf(kind: EndpointKind, address: string): EndpointConfig {
  if (!hasField({ kind }, 'remote') || /^:?\d+$/.test(address)) return { kind, address };
  const { host, port } = parseAddress(address);
  if (isWildcard(host) || port === 0) return { kind, address };
  return { kind, address: localSideOf(host), remote: address };
}
