/**
 * Tracks whether the user answered a question of the running command. VS Code doesn't distinguish a command from the
 * palette from one that another extension runs without arguments: only an answer shows that the user is there and means
 * it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const runs = new AsyncLocalStorage<{ isAnswered: boolean }>();

/** Runs a command and tracks answers to its questions separately from those of other commands. */
export function trackAnswers<T>(command: () => T): T {
  return runs.run({ isAnswered: false }, command);
}

/** Records that the user answered a question. Call it in the async flow that asked, not in a VS Code listener. */
export function noteAnswer(): void {
  const run = runs.getStore();
  if (run) run.isAnswered = true;
}

/** Returns true if the user has answered a question of the running command. */
export function hasUserAnswered(): boolean {
  return runs.getStore()?.isAnswered ?? false;
}
