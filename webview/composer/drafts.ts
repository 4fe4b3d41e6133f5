/** Drafts of messages. One that is replaced isn't lost: it is in the history, or comes back with Ctrl+Z. */
import type { Message } from '../../src/core/message/message.ts';
import { keep, keptState } from '../hostCalls.ts';
import { DraftUndo } from './draftUndo.ts';
import { History } from './history.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Maximum length of the last message that is stored, in UTF-16 units. */
const keptUnits = 512 * 1024;

export class Drafts {
  readonly history: History;
  readonly #undo = new DraftUndo();
  #lastSent = keptState().lastSent;

  constructor() {
    const { history, leftDraft = '' } = keptState();
    this.history = new History(history);
    // The page was closed while it showed an older message in place of this draft.
    if (leftDraft !== '') this.history.add(leftDraft);
  }

  /** Records that another message replaces the draft. */
  replaced(before: Message, after: Message): void {
    if (after.text !== before.text) this.history.leave(before.text);
    this.#undo.replaced(before, after);
    this.#keep();
  }

  /** Records that a message from the history is shown. */
  recalled(before: Message, after: Message): void {
    this.#undo.replaced(before, after);
    this.#keep();
  }

  /** The message that was sent last, unless it was empty. */
  get lastSent(): Message | undefined {
    return this.#lastSent;
  }

  sent(message: Message): void {
    const { text } = message;
    this.history.sent(text);
    if (text !== '') {
      this.#lastSent = message;
      keep({ lastSent: text.length > keptUnits ? undefined : message });
    }
    this.#keep();
  }

  /** Returns the message restored by Ctrl+Z or Ctrl+Y; undefined if the key is left to the browser. */
  after(key: Key, shown: Message): Message | undefined {
    const letter = (key.ctrlKey || key.metaKey) && !key.altKey ? key.key.toLowerCase() : '';
    if (letter === 'z') return key.shiftKey ? this.#undo.redo(shown) : this.#undo.undo(shown);
    return letter === 'y' && !key.shiftKey ? this.#undo.redo(shown) : undefined;
  }

  #keep(): void {
    const { messages, leftDraft } = this.history;
    keep({ history: messages, leftDraft });
  }
}
