/** *Change Framing*: changes how the stream of a running endpoint is split, from the next byte on. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import type { EndpointFraming, Framing, FramingPair } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { framingOf, isFramingPair } from '../../core/framing/framingOf.ts';
import { isStream } from '../../core/kinds.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { askInTurn } from '../shown/questions.ts';
import { translatedSentence } from '../shown/translated.ts';
import { askDirection, askFraming, type ChangedDirection, inForm } from './askFraming.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { isSame } from './framingChoices.ts';
import { noteFraming, recentFramings } from './recentFramings.ts';

type FramingUses = Uses<'endpoints' | 'panels' | 'memory'>;

const argumentWithFraming = z.looseObject({ framing: z.unknown().refine(framing => framing !== undefined) });

/** `{endpoint, framing}`; without a framing, the user is asked. @throws ConfigError for an invalid framing. */
export async function changeFraming(argument: unknown, context: FramingUses): Promise<void> {
  const endpoint = await endpointOf(argument, context);
  if (!isStream(endpoint.config)) throw new RangeError(l10n.t('Each datagram is one message: UDP has no framing.'));
  const given = argumentWithFraming.safeParse(argument);
  if (given.success) await change(endpoint, given.data.framing, context);
  else await askInTurn(() => changeByUser(endpoint, context));
}

async function change(
  { id, config: before }: EndpointSnapshot,
  framing: unknown,
  { endpoints }: FramingUses,
): Promise<EndpointFraming> {
  const { config } = await parseEndpointConfig({ ...before, framing });
  const checked = config.framing ?? 'none';
  await endpoints.engine.changeFraming(id, checked);
  return checked;
}

/** Asks for a framing, and for a direction if they have different ones. */
async function changeByUser(endpoint: EndpointSnapshot, context: FramingUses): Promise<void> {
  const title = l10n.t('Change Framing');
  const { framing } = endpoint.config;
  const direction = isFramingPair(framing) ? await askDirection(title, labelsOf(framing)) : 'both';
  const shown = direction === 'out' ? 'out' : 'in';
  const chosen = await askFraming(title, framingOf(framing, shown), await recentFramings(context.memory));
  if (chosen === inForm) return context.panels.edit(endpoint.id, 'framing');
  const changed = await change(endpoint, withDirection(framing, direction, chosen as Framing), context);
  await noteFraming(framingOf(changed, shown), context.memory);
}

function labelsOf(framing: FramingPair): Record<keyof FramingPair, string> {
  return { in: translatedSentence(framingLabel(framing.in)), out: translatedSentence(framingLabel(framing.out)) };
}

function withDirection(
  framing: EndpointFraming | undefined,
  direction: ChangedDirection,
  chosen: Framing,
): EndpointFraming {
  if (!isFramingPair(framing) || direction === 'both') return chosen;
  const pair = { ...framing, [direction]: chosen };
  return isSame(pair.in, pair.out) ? pair.in : pair;
}
