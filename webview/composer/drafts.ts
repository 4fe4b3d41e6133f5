/** Drafts of messages. One that is replaced isn't lost: it is in the history, or comes back with Ctrl+Z. */
import type { Message } from '../../src/core/message/message.ts';
import { keep, keptState } from '../hostCalls.ts';
import { DraftUndo } from './draftUndo.ts';
import { History } from './history.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export class Drafts {
  readonly history: History;
  readonly #undo = new DraftUndo();

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

  sent({ text }: Message): void {
    this.history.sent(text);
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
