/** The list of saved messages: filtered while typing, with actions on each. */
import {
  type Disposable,
  l10n,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from 'vscode';
import { askUser } from '../../client/callers/askers.ts';
import type { MessageLibrary, RemovedEntry } from '../../client/messages/messageLibrary.ts';
import { unawaited } from '../../client/unawaited.ts';
import { wholeBefore } from '../../core/bytes/wholeCharacters.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import {
  endpointKeys,
  findMessages,
  keyedMessages,
  messagePath,
  messagesFor,
  type SavedMessage,
} from '../../core/message/savedMessages.ts';
import { askInTurn, plainItem } from '../shown/questions.ts';
import { showError } from '../shown/showError.ts';
import { plainText } from '../shown/shownText.ts';
import { askPath, ofLibrary, titleOf } from './messageQuestions.ts';

/** Number of messages listed; more are found by typing. */
const shownMessages = 300;
const detailUnits = 160;

interface MessageItem extends QuickPickItem {
  readonly message?: SavedMessage;
}

export interface PickerActions {
  send(message: SavedMessage): Promise<void>;
  /** Opens the library's file. */
  edit(): Promise<void>;
  /** Offers to restore a removed message. */
  removed(message: SavedMessage, entry: RemovedEntry): void;
}

/** Returns the message that the user chooses; undefined if none. */
export async function pickMessage(
  library: MessageLibrary,
  endpoint: EndpointSnapshot,
  actions: PickerActions,
): Promise<SavedMessage | undefined> {
  const picker = new MessagePicker(library, endpoint, actions);
  try {
    return await picker.choose();
  } finally {
    picker.dispose();
  }
}

class MessagePicker implements Disposable {
  readonly #library: MessageLibrary;
  readonly #endpoint: EndpointSnapshot;
  readonly #actions: PickerActions;
  readonly #pick: QuickPick<MessageItem> = window.createQuickPick<MessageItem>();
  readonly #buttons = itemButtons();
  readonly #edit: QuickInputButton = {
    iconPath: new ThemeIcon('go-to-file'),
    tooltip: l10n.t('Show Saved Messages (JSON)'),
  };
  #messages: readonly SavedMessage[] = [];
  /** True while a question about a message hides the list, which is shown again afterwards. */
  #asking = false;

  constructor(library: MessageLibrary, endpoint: EndpointSnapshot, actions: PickerActions) {
    this.#library = library;
    this.#endpoint = endpoint;
    this.#actions = actions;
    this.#pick.title = plainText(l10n.t('Saved Messages for {0}', labelInSentence(endpoint)));
    this.#pick.placeholder = l10n.t('Select a message to insert it into the composer, or type to search');
    this.#pick.buttons = [this.#edit];
    // Like every question, it stays open when VS Code returns the focus to the panel.
    this.#pick.ignoreFocusOut = true;
    this.#pick.onDidChangeValue(() => this.#show());
    this.#pick.onDidTriggerItemButton(({ item, button }) => unawaited(this.#act(item.message, button)));
  }

  async choose(): Promise<SavedMessage | undefined> {
    await this.#load();
    return askUser(() => this.#chosen());
  }

  #chosen(): Promise<SavedMessage | undefined> {
    return new Promise(resolve => {
      this.#pick.onDidAccept(() => {
        const [item] = this.#pick.selectedItems;
        if (item?.message) resolve(item.message);
      });
      this.#pick.onDidHide(() => {
        if (!this.#asking) resolve(undefined);
      });
      this.#pick.onDidTriggerButton(button => {
        if (button !== this.#edit) return;
        resolve(undefined);
        unawaited(this.#actions.edit());
      });
      this.#pick.show();
    });
  }

  dispose(): void {
    this.#pick.dispose();
  }

  async #load(): Promise<void> {
    const all = await ofLibrary(this.#library, library => library.messages());
    this.#messages = messagesFor(all, this.#endpoint.config);
    this.#show();
  }

  #show(): void {
    const found = findMessages(this.#messages, this.#pick.value, shownMessages + 1);
    const items = this.#items(found.slice(0, shownMessages));
    if (found.length > shownMessages) {
      const label = l10n.t(
        'Showing the first {0} of {1}; type to find the others.',
        shownMessages,
        this.#messages.length,
      );
      items.push({ label, alwaysShow: true });
    }
    if (found.length === 0) items.push({ label: this.#emptyLabel, alwaysShow: true });
    this.#pick.items = items.map(plainItem);
  }

  get #emptyLabel(): string {
    return this.#messages.length === 0
      ? l10n.t('No saved messages yet. Use “Save Message” in the composer.')
      : l10n.t('No saved message matches.');
  }

  #items(messages: readonly SavedMessage[]): MessageItem[] {
    const items: MessageItem[] = [];
    let heading: string | undefined;
    for (const message of messages) {
      const next = headingOf(message);
      if (next !== heading) items.push({ label: next, kind: QuickPickItemKind.Separator });
      heading = next;
      items.push(this.#item(message));
    }
    return items;
  }

  #item(message: SavedMessage): MessageItem {
    const at = this.#messages.indexOf(message);
    const text = message.text.slice(0, wholeBefore(message.text, detailUnits)).replaceAll(/\s+/g, ' ');
    return {
      message,
      label: message.name,
      ...(at < keyedMessages && { description: `Alt+${at + 1}` }),
      detail: message.notation === 'text' ? text : `${message.notation}: ${text}`,
      // Messages found by their text or folder would otherwise be filtered out again.
      alwaysShow: true,
      buttons: [
        this.#buttons.send,
        this.#buttons.rename,
        message.endpoint === undefined ? this.#buttons.makeOwn : this.#buttons.makeGlobal,
        this.#buttons.remove,
      ],
    };
  }

  async #act(message: SavedMessage | undefined, button: QuickInputButton): Promise<void> {
    if (!message) return;
    this.#asking = true;
    await askInTurn(async () => {
      try {
        await this.#actionOf(button, message);
        await this.#load();
      } catch (error) {
        showError(error);
      } finally {
        this.#asking = false;
        this.#pick.show();
      }
    });
  }

  async #actionOf(button: QuickInputButton, message: SavedMessage): Promise<void> {
    const { send, rename, makeOwn, makeGlobal, remove } = this.#buttons;
    const { endpoint: _endpoint, ...everywhere } = message;
    const { folder: _folder, ...unfiled } = message;
    const replace = (by: SavedMessage) => ofLibrary(this.#library, library => library.replace(message, by));
    if (button === send) await this.#actions.send(message);
    else if (button === rename)
      await replace({
        ...unfiled,
        ...(await askPath(messagePath(message), { title: titleOf(message), text: message.text })),
      });
    else if (button === makeOwn) await replace({ ...message, endpoint: endpointKeys(this.#endpoint.config)[0] });
    else if (button === makeGlobal) await replace(everywhere);
    else if (button === remove) await this.#remove(message);
  }

  async #remove(message: SavedMessage): Promise<void> {
    const removed = await ofLibrary(this.#library, library => library.remove(message));
    if (removed) this.#actions.removed(message, removed);
  }
}

function headingOf({ endpoint, folder }: SavedMessage): string {
  const scope = endpoint === undefined ? l10n.t('all endpoints') : l10n.t('this endpoint');
  return folder === undefined ? scope : `${folder} · ${scope}`;
}

function itemButtons(): Record<'send' | 'rename' | 'makeOwn' | 'makeGlobal' | 'remove', QuickInputButton> {
  const button = (icon: string, tooltip: string) => ({ iconPath: new ThemeIcon(icon), tooltip });
  return {
    send: button('send', l10n.t('Send Now')),
    rename: button('edit', l10n.t('Rename or Move to a Folder')),
    makeOwn: button('pin', l10n.t('Only for This Endpoint')),
    makeGlobal: button('globe', l10n.t('For All Endpoints')),
    remove: button('trash', l10n.t('Remove')),
  };
}
