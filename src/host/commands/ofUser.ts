/**
 * Arguments that only a gesture of the user can pass to a command: rows of our tree, and what a button of ours passes. What such an argument
 * looks like says nothing, since any extension can build one that looks the same; these are known by identity.
 */
import { wasAnswered } from '../answers.ts';

const known = new WeakSet<object>();

/** Marks an argument as one that stands for a gesture. */
export function ofUser<T extends object>(argument: T): T {
  known.add(argument);
  return argument;
}

/**
 * Returns true if what a command is about to do is the user’s own act: its argument was marked, or it has none and the user answered what it
 * asked. Without either it may have been run by a key, a link or another extension.
 */
export function isOfUser(argument: unknown): boolean {
  if (argument === undefined) return wasAnswered();
  return typeof argument === 'object' && argument !== null && known.has(argument);
}
