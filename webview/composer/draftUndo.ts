/**
 * Takes back what replaced a whole message: a saved one, one from a row, one from the history. The browser's own undo knows only what was
 * typed, and not how the text becomes bytes.
 */
import type { Message } from '../../src/core/message/message.ts';

/** Replacements that can be taken back, and the units of text that they may have together. */
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

  /** The message before the one that is shown; nothing where that wasn't put there whole, or was changed since. */
  undo(shown: Message): Message | undefined {
    const step = this.#done.at(-1);
    if (!step || step.after.text !== shown.text) return undefined;
    this.#done.pop();
    this.#undone.push(step);
    return step.before;
  }

  /** The message that was taken back last; nothing where another one is shown than then. */
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
