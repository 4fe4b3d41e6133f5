/** Questions about a saved message, and the wording of the library's errors. */
import { l10n, ThemeIcon } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import {
  LibraryError,
  type LibraryTrouble,
  type MessageLibrary,
  maxLibraryBytes,
} from '../../client/messages/messageLibrary.ts';
import { quotable } from '../../core/bytes/quotable.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointKeys, messagePath, parseMessagePath, type SavedMessage } from '../../core/message/savedMessages.ts';
import { askItem, askText } from '../shown/questions.ts';
import { plainText } from '../shown/shownText.ts';
import { shownNumber } from '../shown/translated.ts';

/** Asks for the name of the message with this text, preceded by its folders. Rejects with Dismissed. */
export async function askPath(
  value: string,
  { title, text }: { readonly title: string; readonly text: string },
): Promise<Pick<SavedMessage, 'folder' | 'name'>> {
  const typed = await askText({
    title,
    value,
    valueSelection: [value.lastIndexOf('/') + 1, value.length],
    prompt: l10n.t(
      'Name of the message “{0}”; use folder/name to put it in a folder',
      quotable(plainText(text).trim()),
    ),
    validateInput: text => {
      const name = parseMessagePath(text)?.name;
      if (name === undefined) return l10n.t('Enter a name for the message.');
      return name.length > 200 ? l10n.t('A name can have at most 200 characters.') : undefined;
    },
  });
  const path = typed === undefined ? undefined : parseMessagePath(typed);
  if (!path) throw new Dismissed();
  return path;
}

/** Returns the key of the endpoint to which the message should belong, or undefined for all. Rejects with Dismissed. */
export async function askMessageScope(
  { config, label }: { readonly config: EndpointConfig; readonly label: string },
  title: string,
): Promise<string | undefined> {
  const chosen = await askItem(
    [
      { label: l10n.t('For {0}', label), iconPath: new ThemeIcon('plug'), scope: endpointKeys(config)[0] },
      { label: l10n.t('For all endpoints'), iconPath: new ThemeIcon('globe'), scope: undefined },
    ],
    { title, placeHolder: l10n.t('Where should this message be available?') },
  );
  return chosen.scope;
}

/** Wraps a call so that its error says, in the user's language, why the library can't be used. */
export async function ofLibrary<T>(library: MessageLibrary, call: (library: MessageLibrary) => Promise<T>): Promise<T> {
  try {
    return await call(library);
  } catch (error) {
    if (!(error instanceof LibraryError)) throw error;
    throw new RangeError(troubleSentence(error.trouble), { cause: error });
  }
}

export function titleOf(message: SavedMessage): string {
  return l10n.t('Rename or Move “{0}”', messagePath(message));
}

function troubleSentence(trouble: LibraryTrouble): string {
  switch (trouble.code) {
    case 'tooLarge':
      return l10n.t(
        'The saved messages file is {0} bytes long; the limit is {1}. Make it smaller with “Show Saved Messages (JSON)”.',
        shownNumber(trouble.bytes),
        shownNumber(maxLibraryBytes),
      );
    case 'notAFile':
      return l10n.t('The saved messages can’t be read: their file has been replaced by a folder, pipe, or device.');
    case 'notJson':
      return l10n.t(
        'The saved messages file isn’t valid JSON ({0}). It was left unchanged: fix it with “Show Saved Messages (JSON)”.',
        trouble.detail,
      );
    case 'notAList':
      return l10n.t(
        'The saved messages file has no “messages” list. It was left unchanged: fix it with “Show Saved Messages (JSON)”.',
      );
  }
}
