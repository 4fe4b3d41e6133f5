/** The outcome of the user's last action in the composer: an error, or a note about something that isn't visible otherwise. */
import type { ReactiveControllerHost } from 'lit';
import { troubleOf } from '../errorText.ts';

/** The things that an error may be about. */
export interface OutcomeSubject {
  readonly target: unknown;
  /** When the endpoint became open. */
  readonly openedAt: number | undefined;
  /** Why nothing can be sent. */
  readonly obstacle: string | undefined;
}

export class ComposerOutcome {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #failure: string | undefined;
  #note: string | undefined;
  #subject: OutcomeSubject | undefined;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  get note(): string | undefined {
    return this.#note;
  }

  /** Shows an error, or none. */
  fail(failure: string | undefined): void {
    this.#set(failure, this.#note);
  }

  say(note: string | undefined): void {
    this.#set(this.#failure, note);
  }

  clear(): void {
    this.#set(undefined, undefined);
  }

  /** Performs an action, and shows why if it isn't performed. */
  async attempt(act: () => Promise<void>): Promise<void> {
    this.clear();
    try {
      await act();
    } catch (error) {
      const { text, isNote } = troubleOf(error);
      if (isNote) this.say(text);
      else this.fail(text);
    }
  }

  /**
   * Call before each rendering. An error about another target or another connection doesn't concern these, and one
   * about an obstacle disappears with it. A new obstacle is shown in place of a note.
   */
  update(subject: OutcomeSubject): void {
    const before = this.#subject;
    this.#subject = subject;
    if (!before) return;
    const isOther = before.target !== subject.target || before.openedAt !== subject.openedAt;
    const isGone = this.#failure === before.obstacle && before.obstacle !== subject.obstacle;
    if (isOther || isGone) this.#failure = undefined;
    if (before.obstacle !== subject.obstacle) this.#note = undefined;
  }

  /** Draws only what is different: drawing a list while an item is chosen in it would undo the choice. */
  #set(failure: string | undefined, note: string | undefined): void {
    if (failure === this.#failure && note === this.#note) return;
    this.#failure = failure;
    this.#note = note;
    this.#host.requestUpdate();
  }
}
