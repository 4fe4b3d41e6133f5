/** *Change Framing*: changes how the stream of a running endpoint is split, from the next byte on. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { askInTurn } from '../shown/questions.ts';
import { askFraming, inForm } from './askFraming.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { noteFraming, recentFramings } from './recentFramings.ts';

const argumentWithFraming = z.looseObject({ framing: z.unknown().refine(framing => framing !== undefined) });

/** `{endpoint, framing}`; without a framing, the user is asked. @throws ConfigError for an invalid framing. */
export async function changeFraming(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'memory'>,
): Promise<void> {
  const endpoint = await endpointOf(argument, context);
  if (!isStream(endpoint.config)) throw new RangeError(l10n.t('Each datagram is one message: UDP has no framing.'));
  const given = argumentWithFraming.safeParse(argument);
  const framing = given.success ? given.data.framing : await askInTurn(() => chosenFraming(endpoint, context));
  if (framing === undefined) return;
  const { config } = await parseEndpointConfig({ ...endpoint.config, framing });
  await context.endpoints.engine.changeFraming(endpoint.id, config.framing ?? 'none');
  if (!given.success) await noteFraming(config.framing ?? 'none', context.memory);
}

/** Asks for a framing. Returns undefined if the form was opened instead. */
async function chosenFraming(
  { id, config: { framing: current = 'none' } }: EndpointSnapshot,
  { panels, memory }: Uses<'panels' | 'memory'>,
): Promise<unknown> {
  const chosen = await askFraming(l10n.t('Change Framing'), current, await recentFramings(memory));
  if (chosen !== inForm) return chosen;
  panels.edit(id, 'framing');
  return undefined;
}
