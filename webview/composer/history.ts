/** Previously sent messages, recalled with the arrow keys. */

const keptMessages = 100;
/** Maximum size of all messages together, in UTF-16 units; they are stored with each draft. */
const keptUnits = 512 * 1024;

export class History {
  #messages: readonly string[];
  /** Position among the messages; the draft is after the last one. */
  #at: number;
  #draft = '';

  constructor(messages: readonly string[] = []) {
    this.#messages = messages;
    this.#at = messages.length;
  }

  get messages(): readonly string[] {
    return this.#messages;
  }

  /** Remembers a message as the newest; the same one twice in a row counts once. */
  add(message: string): void {
    if (message !== '' && message.length <= keptUnits && message !== this.#messages.at(-1)) {
      this.#messages = fitting([...this.#messages, message].slice(-keptMessages));
    }
    this.#at = this.#messages.length;
  }

  /** The draft that was left when an older message was recalled; undefined unless an older message is shown. */
  get leftDraft(): string | undefined {
    return this.#at < this.#messages.length && this.#draft !== '' ? this.#draft : undefined;
  }

  /** Remembers a message that was sent, and the draft that was left for an older message before. */
  sent(message: string): void {
    const { leftDraft } = this;
    if (leftDraft !== undefined) this.add(leftDraft);
    this.add(message);
  }

  /** Remembers a draft that is being replaced, and one that was left for an older message. */
  leave(shown: string): void {
    const recalled = this.#messages[this.#at];
    if (recalled !== undefined) this.add(this.#draft);
    if (shown !== recalled) this.add(shown);
  }

  /** Returns the message before the one shown, or undefined at the oldest. */
  older(shown: string): string | undefined {
    if (this.#at === 0) return undefined;
    if (this.#at === this.#messages.length) this.#draft = shown;
    this.#at--;
    return this.#messages[this.#at];
  }

  /** Returns the next newer message, the draft after the last one, or undefined if the draft is shown. */
  newer(): string | undefined {
    if (this.#at >= this.#messages.length) return undefined;
    this.#at++;
    return this.#messages[this.#at] ?? this.#draft;
  }
}

/** Returns the newest messages that fit together. */
function fitting(messages: readonly string[]): readonly string[] {
  let units = 0;
  const tooMuch = messages.findLastIndex(message => {
    units += message.length;
    return units > keptUnits;
  });
  return messages.slice(tooMuch + 1);
}
