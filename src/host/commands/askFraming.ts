/** Asks which framing an endpoint should have from the next byte on. */
import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import type { Framing } from '../../core/endpointConfig.ts';
import { askItem, askText } from '../shown/questions.ts';
import { type FramingChoice, framingChoices } from './framingChoices.ts';

/** The form, where every parameter can be set. */
export const inForm = 'form';

interface Choice extends FramingChoice {
  /** Asks for the parameter. */
  readonly ask?: () => Promise<unknown>;
}

/** Returns an unchecked framing, or `inForm`. Rejects with Dismissed. */
export async function askFraming(title: string, current: Framing, recent: readonly Framing[]): Promise<unknown> {
  const choices: Choice[] = [...framingChoices(current, recent), ...withParameters(title)];
  const chosen = await askItem(choices, {
    title,
    placeHolder: l10n.t('How should the stream be split into messages, starting with the next byte?'),
    matchOnDescription: true,
  });
  return chosen.ask ? chosen.ask() : chosen.framing;
}

function withParameters(title: string): Choice[] {
  return [
    { label: l10n.t('With parameters'), kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Delimiter…'),
      ask: async () => ({ delimiter: await ask(title, l10n.t('Text that ends a message'), '||') }),
    },
    {
      label: l10n.t('Fixed length…'),
      ask: async () => ({ fixed: Number(await ask(title, l10n.t('Bytes per message'), '16')) }),
    },
    {
      label: l10n.t('Idle time…'),
      ask: async () => ({
        idleMs: Number(await ask(title, l10n.t('Milliseconds of silence that end a message'), '20')),
      }),
    },
    {
      label: l10n.t('Edit in Form…'),
      description: l10n.t('Length prefix, start and end, end by pattern, and all parameters'),
      alwaysShow: true,
      ask: async () => inForm,
    },
  ];
}

async function ask(title: string, prompt: string, value: string): Promise<string> {
  const answer = await askText({ title, prompt, value });
  if (!answer) throw new Dismissed();
  return answer;
}

/** Directions in which a framing can be changed. */
export type ChangedDirection = 'in' | 'out' | 'both';

interface DirectionItem extends QuickPickItem {
  readonly direction: ChangedDirection;
}

/** Asks which direction to change, with what each has now. Rejects with Dismissed. */
export async function askDirection(title: string, labels: Record<'in' | 'out', string>): Promise<ChangedDirection> {
  const items: DirectionItem[] = [
    { label: l10n.t('Received Messages'), description: labels.in, direction: 'in' },
    { label: l10n.t('Sent Messages'), description: labels.out, direction: 'out' },
    { label: l10n.t('Both Directions'), direction: 'both' },
  ];
  const placeHolder = l10n.t('Which direction should change?');
  return (await askItem(items, { title, placeHolder })).direction;
}
