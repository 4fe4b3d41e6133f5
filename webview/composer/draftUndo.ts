/**
 * Undoes replacing a whole message with a saved one, one from a row or one from the history. The browser's own undo only knows what was
 * typed, and not how the text becomes bytes.
 */
import type { Message } from '../../src/core/message/message.ts';

/** Number of replacements that can be undone, and the UTF-16 units of text that they may have together. */
const maxSteps = 50;
const maxUnits = 4 * 1024 * 1024;

interface Step {
  readonly before: Message;
  readonly after: Message;
}

export class DraftUndo {
  #done: Step[] = [];
  #undone: Step[] = [];

  replaced(before: Message, after: Message): void {
    if (before.text === after.text && before.notation === after.notation) return;
    this.#done = fitting([...this.#done, { before, after }]);
    this.#undone = [];
  }

  /** Returns the message before the one shown; undefined if that one replaced nothing, or has been edited since. */
  undo(shown: Message): Message | undefined {
    const step = this.#done.at(-1);
    if (!step || step.after.text !== shown.text) return undefined;
    this.#done.pop();
    this.#undone.push(step);
    return step.before;
  }

  /** Returns the message that was last undone; undefined if the one shown has been edited since. */
  redo(shown: Message): Message | undefined {
    const step = this.#undone.at(-1);
    if (!step || step.before.text !== shown.text) return undefined;
    this.#undone.pop();
    this.#done.push(step);
    return step.after;
  }
}

function fitting(steps: readonly Step[]): Step[] {
  let units = 0;
  const tooMuch = steps.findLastIndex(({ before, after }) => {
    units += before.text.length + after.text.length;
    return units > maxUnits;
  });
  return steps.slice(Math.max(tooMuch + 1, steps.length - maxSteps));
}
