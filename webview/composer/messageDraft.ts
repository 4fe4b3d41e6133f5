/** The message being written, which is stored with the page, and earlier ones that keys bring back. */
import * as l10n from '@vscode/l10n';
import type { ReactiveControllerHost } from 'lit';
import type { Message } from '../../src/core/message/message.ts';
import { fieldKeyMeaning } from './composerKeys.ts';
import { Drafts } from './drafts.ts';
import { keepMessage, keptMessage } from './keptMessage.ts';
import { type ChangedFormat, withFormat } from './messageOptions.ts';

type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'preventDefault' | 'stopPropagation'
>;

export class MessageDraft {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #onChange: () => void;
  readonly #drafts = new Drafts();
  #message = keptMessage();

  /** `onChange` is called whenever the message changes. */
  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  get message(): Message {
    return this.#message;
  }

  /** Whether nothing is written, so that the message to save is the one sent last. */
  get savesSent(): boolean {
    return this.#message.text === '' && this.#drafts.lastSent !== undefined;
  }

  /**
   * The message to save: the one being written, or the one sent last, which leaves the field empty.
   *
   * @throws RangeError with a sentence if there is neither.
   */
  get toSave(): Message {
    if (this.#message.text !== '') return this.#message;
    if (!this.#drafts.lastSent) throw nothingWritten();
    return this.#drafts.lastSent;
  }

  setText(text: string): void {
    const { literal: _literal, ...message } = this.#message;
    // Literal braces belong to the text that contained them.
    this.#set(text === '' ? { ...message, text } : { ...this.#message, text });
  }

  setFormat(format: ChangedFormat): void {
    this.#set(withFormat(this.#message, format));
  }

  /** Shows another message. The one before can be brought back. */
  replace(message: Message): void {
    this.#drafts.replaced(this.#message, message);
    this.#set(message);
  }

  /**
   * Records that a message was sent, and returns whether it was the one being written, which is empty then. Text typed
   * in the meantime stays, even if it is the same.
   */
  sent(message: Message): boolean {
    this.#drafts.sent(message);
    if (this.#message !== message) return false;
    this.setText('');
    return true;
  }

  /** Handles a key of the field. Returns whether it sends the message. */
  pressed(event: Key, field: Pick<HTMLTextAreaElement, 'value' | 'selectionStart'>): boolean {
    const before = this.#message;
    const back = this.#drafts.after(event, before);
    if (back) {
      event.preventDefault();
      // VS Code would handle the key as its own undo.
      event.stopPropagation();
      this.#set(back);
      return false;
    }
    const meaning = fieldKeyMeaning(event, field, this.#drafts.history);
    if (!meaning) return false;
    event.preventDefault();
    if (meaning.does === 'send') return before.text !== '';
    this.setText(meaning.text);
    this.#drafts.recalled(before, this.#message);
    return false;
  }

  #set(message: Message): void {
    keepMessage(message, this.#message);
    this.#message = message;
    this.#onChange();
    this.#host.requestUpdate();
  }
}

/** Returns the error of an act that needs a message. */
export function nothingWritten(): RangeError {
  return new RangeError(l10n.t('Write a message first.'));
}
