/** What can be done with an endpoint or a peer that is there. */
import { env, l10n, window } from 'vscode';
import * as z from 'zod';
import { parseHex } from '../../core/bytes/hex.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { askText } from '../questions.ts';
import { endpointOf } from './commandArguments.ts';
import type { CommandContext } from './commandContext.ts';

const sendArgument = z.looseObject({
  endpoint: z.string(),
  data: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
  hex: z.string().optional(),
  peer: z.string().optional(),
});

/** `{endpoint, data | hex, peer?}`; without an argument asks for endpoint and text. */
export async function send(argument: unknown, { endpoints }: CommandContext): Promise<void> {
  const given = sendArgument.safeParse(argument);
  if (given.success) {
    const { data, hex, peer } = given.data;
    if ((data === undefined) === (hex === undefined)) throw new TypeError(l10n.t('Give either data or hex.'));
    const bytes = hex === undefined ? asBytes(data ?? '') : parseHex(hex);
    return endpoints.send(endpoints.find(given.data.endpoint).id, bytes, peer === undefined ? undefined : { peer });
  }
  const endpoint = await endpointOf(argument, endpoints);
  const text = await askText({
    prompt: l10n.t('Text to send to all peers of {0}', endpointLabel(endpoint)),
  });
  await endpoints.send(endpoint.id, asBytes(text));
}

export async function copyAddress({ id }: EndpointSnapshot, { endpoints }: CommandContext): Promise<void> {
  await endpoints.now();
  const { address } = endpoints.find(id);
  await env.clipboard.writeText(address);
  window.setStatusBarMessage(l10n.t('Copied {0}', address), 3000);
}

function asBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}
