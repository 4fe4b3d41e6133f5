/**
 * Arguments that only a user gesture can pass to a command: rows of our tree, and what a button of a panel passes. The shape of such an
 * argument proves nothing, since any extension can build one that looks the same; these are recognized by identity.
 */
import { wasAnswered } from './answers.ts';

const known = new WeakSet<object>();

/** Marks an argument as coming from a gesture. */
export function ofUser<T extends object>(argument: T): T {
  known.add(argument);
  return argument;
}

/** Whether a command was run by a gesture: without an argument, which makes it ask, or with a marked one. */
export function isOfUser(argument: unknown): boolean {
  if (argument === undefined) return wasAnswered();
  return typeof argument === 'object' && argument !== null && known.has(argument);
}
