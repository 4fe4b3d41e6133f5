/** *Change Framing*: changes how the stream of a running endpoint is split, from the next byte on. */
import { l10n, type QuickPickItem } from 'vscode';
import * as z from 'zod';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { Dismissed } from '../../client/dismissed.ts';
import type { EndpointFraming, Framing } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { askInTurn, askItem, askText } from '../shown/questions.ts';
import { translatedSentence } from '../shown/translated.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

const argumentWithFraming = z.looseObject({ framing: z.unknown().refine(framing => framing !== undefined) });

/** `{endpoint, framing}`; without a framing, the user is asked. @throws ConfigError for an invalid framing. */
export async function changeFraming(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const endpoint = await endpointOf(argument, context);
  if (!isStream(endpoint.config)) throw new RangeError(l10n.t('Each datagram is one message: UDP has no framing.'));
  const given = argumentWithFraming.safeParse(argument);
  const framing = given.success ? given.data.framing : await askInTurn(() => askFraming(endpoint));
  const { config } = await parseEndpointConfig({ ...endpoint.config, framing });
  await context.endpoints.engine.changeFraming(endpoint.id, config.framing ?? 'none');
}

const readyMade: readonly Framing[] = [
  'none',
  { line: 'any' },
  { line: 'lf' },
  { line: 'crlf' },
  { line: 'cr' },
  { delimiter: { hex: '00' } },
  ...([1, 2, 4, 8] as const).map((bytes): Framing => ({ lengthPrefix: { bytes, endian: 'big' } })),
  ...([2, 4, 8] as const).map((bytes): Framing => ({ lengthPrefix: { bytes, endian: 'little' } })),
  'slip',
  'cobs',
];

interface Choice extends QuickPickItem {
  framing(): Promise<unknown>;
}

async function askFraming({ config: { framing: current = 'none' } }: EndpointSnapshot): Promise<unknown> {
  const isCurrent = (framing: EndpointFraming) => JSON.stringify(framing) === JSON.stringify(current);
  // The current one comes first, so that Enter changes nothing.
  const framings = [current, ...readyMade.filter(framing => !isCurrent(framing))];
  const choices: Choice[] = framings.map(framing => ({
    label: translatedSentence(framingLabel(framing)),
    description: isCurrent(framing) ? l10n.t('current') : '',
    framing: async () => framing,
  }));
  choices.push(
    {
      label: l10n.t('Delimiter…'),
      framing: async () => ({ delimiter: await ask(l10n.t('Text that ends a message'), '||') }),
    },
    {
      label: l10n.t('Fixed length…'),
      framing: async () => ({ fixed: Number(await ask(l10n.t('Bytes per message'), '16')) }),
    },
    {
      label: l10n.t('Idle time…'),
      framing: async () => ({ idleMs: Number(await ask(l10n.t('Milliseconds of silence that end a message'), '20')) }),
    },
  );
  const chosen = await askItem(choices, {
    title: titleOf(),
    placeHolder: l10n.t('How should the stream be split into messages, starting with the next byte?'),
  });
  return chosen.framing();
}

function titleOf(): string {
  return l10n.t('Change Framing');
}

async function ask(prompt: string, value: string): Promise<string> {
  const answer = await askText({ title: titleOf(), prompt, value });
  if (!answer) throw new Dismissed();
  return answer;
}
