/**
 * Recognizes arguments that only a user gesture can pass to a command: rows of our tree, and arguments of a panel's
 * buttons. They are recognized by identity, since any extension can build an object of the same shape.
 */
import { hasUserAnswered } from './userAnswers.ts';

const known = new WeakSet<object>();

/** Marks an argument as coming from a gesture. */
export function markUserArgument<T extends object>(argument: T): T {
  known.add(argument);
  return argument;
}

/** Whether the user ran a command: with a marked argument, or with none and by answering its question. */
export function isUserGesture(argument: unknown): boolean {
  if (argument === undefined) return hasUserAnswered();
  return typeof argument === 'object' && argument !== null && known.has(argument);
}
