/**
 * Recognizes arguments that only a user gesture can pass to a command: rows of our tree, and arguments of a panel's
 * buttons. They are recognized by identity, since any extension can build an object of the same shape.
 */
import { wasAnswered } from './answers.ts';

const known = new WeakSet<object>();

/** Marks an argument as coming from a gesture. */
export function ofUser<T extends object>(argument: T): T {
  known.add(argument);
  return argument;
}

/** Whether the user ran a command: with a marked argument, or with none and by answering its question. */
export function isOfUser(argument: unknown): boolean {
  if (argument === undefined) return wasAnswered();
  return typeof argument === 'object' && argument !== null && known.has(argument);
}
