/** Actions of the composer and of commands on saved messages: choose, save, send, edit. */
import { l10n, Uri, window, workspace } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { Message } from '../../core/message/message.ts';
import { keyedMessages, messagesFor, namedMessage, type SavedMessage } from '../../core/message/savedMessages.ts';
import { statusMessage } from '../shown/notices.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { askInTurn } from '../shown/questions.ts';
import { offerUndo } from '../undo/offerUndo.ts';
import type { MessageParts } from './messageParts.ts';
import { type PickerActions, pickMessage } from './messagePicker.ts';
import { askMessageScope, askPath, ofLibrary } from './messageQuestions.ts';
import { messageRemoval } from './messageRemoval.ts';

/** Length that the page's text field accepts without becoming slow, in UTF-16 units. */
const editableUnits = 1024 * 1024;

/**
 * Returns the message that the user chooses for the composer; undefined if none. Rejects with a RangeError if it is too
 * long to edit.
 */
export async function chooseMessage(
  messageParts: MessageParts,
  endpoint: EndpointSnapshot,
  target?: SendTarget,
): Promise<Message | undefined> {
  const chosen = await pickMessage(await messageParts.library, endpoint, pickerActions(messageParts, endpoint, target));
  if (!chosen) return undefined;
  if (chosen.text.length <= editableUnits) return plainMessage(chosen);
  throw new RangeError(l10n.t('This message is too long to edit here. Send it from the list instead.'));
}

/** Asks for a name and a scope, and saves the message. Rejects with Dismissed. */
export async function saveMessage(
  messageParts: MessageParts,
  message: Message,
  endpoint?: EndpointSnapshot,
): Promise<void> {
  const title = l10n.t('Save Message');
  const [path, scope] = await askInTurn(async () => [
    await askPath('', { title, text: message.text }),
    endpoint && (await askMessageScope({ config: endpoint.config, label: labelInSentence(endpoint) }, title)),
  ]);
  await saveNamedMessage(messageParts, { ...path, ...(scope !== undefined && { endpoint: scope }), ...message });
  statusMessage(l10n.t('Saved “{0}”.', path.name));
}

/** Saves a message. `mayReplace` rejects if a different one of its name may not be replaced; by default, it may. */
export async function saveNamedMessage(
  messageParts: MessageParts,
  message: SavedMessage,
  mayReplace?: () => Promise<void>,
): Promise<void> {
  await ofLibrary(await messageParts.library, library => library.save(message, mayReplace));
}

/** Returns the message with the key of this number, from 1. Rejects with a RangeError if there is none. */
export async function keyedMessage(
  messageParts: MessageParts,
  config: EndpointConfig,
  key: number,
): Promise<SavedMessage> {
  const all = await ofLibrary(await messageParts.library, library => library.messages());
  const found = messagesFor(all, config)[key - 1];
  if (found && key <= keyedMessages) return found;
  throw new RangeError(l10n.t('No message is saved for Alt+{0} yet.', key));
}

/** Returns the endpoint's message with that name or path. Rejects with a RangeError if there is none. */
export async function messageCalled(
  messageParts: MessageParts,
  config: EndpointConfig,
  called: string,
): Promise<SavedMessage> {
  const all = await ofLibrary(await messageParts.library, library => library.messages());
  const found = namedMessage(messagesFor(all, config), called);
  if (!found) throw new RangeError(l10n.t('No message named “{0}” is saved for this endpoint.', called));
  return found;
}

/** Sends a message that the user chooses. Rejects with Dismissed. */
export async function sendChosen(messageParts: MessageParts, endpoint: EndpointSnapshot): Promise<void> {
  const actions = pickerActions(messageParts, endpoint);
  const chosen = await pickMessage(await messageParts.library, endpoint, actions);
  if (!chosen) throw new Dismissed();
  await actions.send(chosen);
}

function pickerActions(messageParts: MessageParts, endpoint: EndpointSnapshot, target?: SendTarget): PickerActions {
  return {
    send: message => messageParts.sender.send(endpoint.id, message, target),
    edit: () => editMessages(messageParts),
    removed: ({ name }, entry) =>
      offerUndo(
        messageParts.undo,
        ...messageRemoval({ type: 'message', sinceMs: Date.now(), name, entry }, messageParts),
      ),
  };
}

/** Opens the file with the saved messages. */
export async function editMessages(messageParts: MessageParts): Promise<void> {
  const library = await messageParts.library;
  await library.create();
  await window.showTextDocument(await workspace.openTextDocument(Uri.file(library.path)), besidePanel());
}

function plainMessage({ notation, text, escapes, lineEnding, checksum, literal }: SavedMessage): Message {
  return {
    notation,
    text,
    ...(escapes !== undefined && { escapes }),
    ...(lineEnding !== undefined && { lineEnding }),
    ...(checksum !== undefined && { checksum }),
    ...(literal !== undefined && { literal }),
  };
}
