/** Commands for saved messages. Users may bind them to keys. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import { messageSchema, messageToSaveSchema } from '../../protocol/schemas/messageSchema.ts';
import { messageCalled, saveMessage, saveNamedMessage, sendChosen } from '../messages/savedMessageCalls.ts';
import { askInTurn, askText } from '../shown/questions.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

const sendArgument = z.looseObject({
  endpoint: z.string().optional(),
  message: z.string(),
  peer: z.string().optional(),
});
const saveArgument = z.looseObject({ message: messageToSaveSchema });

/** `{endpoint?, message, peer?}`, with the message by its name or `folder/name`; the user is asked for anything missing. */
export async function sendSavedMessage(
  argument: unknown,
  { endpoints, composing }: Uses<'endpoints' | 'composing'>,
): Promise<void> {
  const given = sendArgument.safeParse(argument);
  const { endpoint: named, message, peer } = given.data ?? { message: undefined };
  const endpoint = await endpointOf(given.success ? named : argument, endpoints);
  if (message === undefined) return sendChosen(composing, endpoint);
  const found = await messageCalled(composing, endpoint.config, message);
  await composing.sender.send(endpoint.id, found, peer === undefined ? undefined : { peer });
}

/** `{message: {name, folder?, endpoint?, notation?, text, …}}`; without an argument, asks for text and name. */
export async function saveMessageCommand(argument: unknown, { composing }: Uses<'composing'>): Promise<void> {
  if (argument !== undefined) {
    const given = saveArgument.safeParse(argument);
    if (!given.success) throw new TypeError(z.prettifyError(given.error));
    return saveNamedMessage(composing, given.data.message);
  }
  await askInTurn(async () => {
    const text = await askText({ title: l10n.t('Save Message'), prompt: l10n.t('Text of the message') });
    if (!text) throw new Dismissed();
    await saveMessage(composing, messageSchema.parse({ notation: 'text', text }));
  });
}
