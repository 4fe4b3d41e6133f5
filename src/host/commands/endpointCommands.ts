/** Actions on a listed endpoint or peer. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { isRunning } from '../../client/isRunning.ts';
import { parseHex } from '../../core/bytes/hex.ts';
import { copiedAddress, labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { acceptsConnections } from '../../core/kinds.ts';
import { copyLine } from '../shown/clipboard.ts';
import { askText } from '../shown/questions.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

const sendArgument = z.looseObject({
  endpoint: z.string(),
  data: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
  hex: z.string().optional(),
  peer: z.string().optional(),
});

/** `{endpoint, data | hex, peer?}`; without an argument, asks for the text, and for the endpoint unless it is obvious. */
export async function send(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  if (isUserInvocation(argument)) return sendTyped(argument, context);
  const { endpoints } = context;
  const given = sendArgument.safeParse(argument);
  if (!given.success) throw new TypeError(z.prettifyError(given.error));
  const { endpoint, data, hex, peer } = given.data;
  if ((data === undefined) === (hex === undefined)) throw new TypeError(l10n.t('Specify either data or hex.'));
  const bytes = hex === undefined ? asBytes(data ?? '') : parseHex(hex);
  await endpoints.engine.send(endpoints.find(endpoint).id, bytes, peer === undefined ? undefined : { peer });
}

/** Sends to the client whose row was used, or to all clients of the endpoint. */
async function sendTyped(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const { endpoints } = context;
  const endpoint = await endpointOf(argument, context, isRunning);
  const peer = peerNode.safeParse(argument).data?.peer;
  const text = await askText({ prompt: promptOf(endpoint, peer) });
  await endpoints.engine.send(endpoint.id, asBytes(text), peer && { peer: peer.id });
}

function promptOf(endpoint: EndpointSnapshot, peer: PeerNode | undefined): string {
  if (peer) return l10n.t('Text to send to {0}', peer.address);
  return acceptsConnections(endpoint.config)
    ? l10n.t('Text to send to all clients of {0}', labelInSentence(endpoint))
    : l10n.t('Text to send from {0}', labelInSentence(endpoint));
}

/**
 * Copies the address of the peer or saved endpoint that the argument refers to; otherwise, the endpoint's current
 * address.
 */
export async function copyAddress(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  await copyLine(rowAddress(argument) ?? (await currentAddress(argument, context)));
}

function rowAddress(argument: unknown): string | undefined {
  return (
    peerNode.safeParse(argument).data?.peer.address ??
    peerInMenu.safeParse(argument).data?.peerAddress ??
    savedNode.safeParse(argument).data?.saved.config.address
  );
}

async function currentAddress(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<string> {
  const { endpoints } = context;
  const { id } = await endpointOf(argument, context);
  await endpoints.now();
  return copiedAddress(endpoints.find(id));
}

/** Tree node of a saved endpoint with a valid config. */
const savedNode = z.looseObject({
  type: z.literal('saved'),
  saved: z.looseObject({ config: z.looseObject({ address: z.string() }) }),
});
/** Argument from the menu of a peer in a panel. */
const peerInMenu = z.looseObject({ webview: z.string(), peerAddress: z.string() });
/** Tree node of a client. */
const peerNode = z.looseObject({ peer: z.looseObject({ id: z.string(), address: z.string() }) });
type PeerNode = z.infer<typeof peerNode>['peer'];

function asBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}
