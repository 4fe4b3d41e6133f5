/** Open from URL or Command Line…*: opens the endpoint that a pasted text describes. */
import { env, type InputBoxValidationMessage, InputBoxValidationSeverity, l10n } from 'vscode';
import * as z from 'zod';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { withDefaults } from '../../core/config/endpointDefaults.ts';
import { parseConnection } from '../../core/connection/parseConnection.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { listens } from '../../core/kinds.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { endpointDefaults } from '../endpoints/userDefaults.ts';
import { kindLabel } from '../shown/endpointLabels.ts';
import { askTextWithProposal, type Proposal } from '../shown/questions.ts';
import { translatedSentence } from '../shown/translated.ts';
import type { Uses } from './commandContext.ts';
import { openSilently, type Started, startByHand } from './startCommands.ts';

const textArgument = z.union([z.string(), z.looseObject({ text: z.string() }).transform(({ text }) => text)]);
/** Maximum length of a clipboard text that is considered, in UTF-16 units. */
const longestClipboard = 1000;

/**
 * Takes a text, or `{text}`; without one, asks and suggests the contents of the clipboard.
 * @throws RangeError for a text that describes no endpoint.
 */
export async function openFromText(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions'>,
): Promise<Started | undefined> {
  if (argument === undefined) {
    const config = withDefaults(parseConnection(await ask()), endpointDefaults());
    return startByHand(await checked(config), context);
  }
  const given = textArgument.safeParse(argument);
  if (!given.success) throw new TypeError(l10n.t('The argument must be a string or {text}.'));
  return openSilently(await checked(parseConnection(given.data)), context);
}

async function checked(config: EndpointConfig): Promise<EndpointConfig> {
  return (await parseEndpointConfig(config)).config;
}

function ask(): Promise<string> {
  const options = {
    title: l10n.t('Open from URL or Command Line'),
    prompt: l10n.t('An address, a URL, /dev/tcp/host/port, or an nc, ncat, telnet, socat or curl command line.'),
    placeHolder: 'nc -lk 9000, tcp://example.com:80, udp://:20001, socat - TCP:localhost:9000',
    validateInput: validate,
  };
  return askTextWithProposal(options, fromClipboard);
}

/** Says what will open, or why nothing can. */
function validate(text: string): InputBoxValidationMessage | undefined {
  if (text.trim() === '') return undefined;
  try {
    return { message: meaning(parseConnection(text)), severity: InputBoxValidationSeverity.Info };
  } catch (error) {
    return { message: translatedSentence(errorSentence(error)), severity: InputBoxValidationSeverity.Error };
  }
}

function meaning(config: EndpointConfig): string {
  const { kind, address, remote } = config;
  if (remote !== undefined) return l10n.t('Opens a {0} that sends to {1}.', kindLabel(kind), remote);
  return listens(config)
    ? l10n.t('Opens a {0} on {1}.', kindLabel(kind), address)
    : l10n.t('Opens a {0} that connects to {1}.', kindLabel(kind), address);
}

/**
 * Returns the clipboard's text if it describes an endpoint. A browser may ask the user for permission, so reading it
 * can take long, or yield nothing.
 */
async function fromClipboard(): Promise<Proposal | undefined> {
  const text = (await Promise.resolve(env.clipboard.readText()).catch(() => '')).trim();
  if (text === '' || text.length > longestClipboard) return undefined;
  try {
    return { value: text, prompt: l10n.t('From the clipboard. {0}', meaning(parseConnection(text))) };
  } catch {
    return undefined; // The text is about something else.
  }
}
