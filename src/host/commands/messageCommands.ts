/** Commands for saved messages. Users may bind them to keys. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import { messagePath } from '../../core/message/savedMessages.ts';
import { messageSchema, messageToSaveSchema } from '../../protocol/schemas/messageSchema.ts';
import { messageCalled, saveMessage, saveNamedMessage, sendChosen } from '../messages/savedMessageCalls.ts';
import { notAllowed } from '../permissions/checks.ts';
import { askInTurn, askText } from '../shown/questions.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { permit } from './permit.ts';

const sendArgument = z.looseObject({
  endpoint: z.string().optional(),
  message: z.string(),
  peer: z.string().optional(),
});
const saveArgument = z.looseObject({ message: messageToSaveSchema });

/** `{endpoint?, message, peer?}`, with the message by its name or `folder/name`; the user is asked for anything missing. */
export async function sendSavedMessage(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'messageParts'>,
): Promise<void> {
  const { messageParts } = context;
  const given = sendArgument.safeParse(argument);
  const { endpoint: named, message, peer } = given.data ?? { message: undefined };
  const endpoint = await endpointOf(given.success ? named : argument, context);
  if (message === undefined) return sendChosen(messageParts, endpoint);
  const found = await messageCalled(messageParts, endpoint.config, message);
  await messageParts.sender.send(endpoint.id, found, peer === undefined ? undefined : { peer });
}

/**
 * `{message: {name, folder?, endpoint?, notation?, text, …}}`; without an argument, asks for text and name. A caller needs a permission to
 * replace a message: the user, or a key, might send it without looking at it again.
 */
export async function saveMessageCommand(
  argument: unknown,
  { messageParts, permissions }: Uses<'messageParts' | 'permissions'>,
): Promise<void> {
  if (argument !== undefined) {
    const given = saveArgument.safeParse(argument);
    if (!given.success) throw new TypeError(z.prettifyError(given.error));
    const { message } = given.data;
    const need = () => notAllowed({ permission: 'change', name: messagePath(message), of: 'message' });
    const needs = async () => (permissions.has('change') ? [] : [need()]);
    return saveNamedMessage(messageParts, message, () => permit(argument, needs));
  }
  await askInTurn(async () => {
    const text = await askText({ title: l10n.t('Save Message'), prompt: l10n.t('Text of the message') });
    if (!text) throw new Dismissed();
    await saveMessage(messageParts, messageSchema.parse({ notation: 'text', text }));
  });
}
