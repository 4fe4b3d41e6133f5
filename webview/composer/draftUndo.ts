/**
 * Undoes the replacement of a whole message by a saved one, by one from a row or by one from the history. The browser's
 * own undo knows only what was typed, and not how the text becomes bytes.
 */
import type { Message } from '../../src/core/message/message.ts';

/** Maximum number of replacements that can be undone, and of UTF-16 units that they may have together. */
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

  /** Returns the message before the shown one; undefined if that replaced none, or was edited since. */
  undo(shown: Message): Message | undefined {
    const step = this.#done.at(-1);
    if (!step || step.after.text !== shown.text) return undefined;
    this.#done.pop();
    this.#undone.push(step);
    return step.before;
  }

  /** Returns the message that was undone last; undefined if the shown one was edited since. */
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
