/**
 * Whether the user answered a question of the command that is running. VS Code doesn’t tell a command from the palette from one that another
 * extension runs without an argument: only an answer shows that the user is there and means it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const runs = new AsyncLocalStorage<{ isAnswered: boolean }>();

/** Runs a command, whose questions count for it alone. */
export function withAnswers<T>(command: () => T): T {
  return runs.run({ isAnswered: false }, command);
}

/** Notes that the user answered a question. Call it in the async flow that asked, not in a listener of VS Code’s. */
export function noteAnswer(): void {
  const run = runs.getStore();
  if (run) run.isAnswered = true;
}

/** Returns true if the user has answered a question of the running command. */
export function wasAnswered(): boolean {
  return runs.getStore()?.isAnswered ?? false;
}
