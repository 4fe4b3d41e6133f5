/**
 * Arguments that only a gesture of the user can pass to a command: rows of our tree, and what a button of a panel passes. What such an argument
 * looks like says nothing, since any extension can build one that looks the same; these are known by identity.
 */

const known = new WeakSet<object>();

/** Marks an argument as one that stands for a gesture. */
export function ofUser<T extends object>(argument: T): T {
  known.add(argument);
  return argument;
}

/** Returns true if a command was run by a gesture: without an argument, which makes it ask, or with one that was marked. */
export function isOfUser(argument: unknown): boolean {
  return argument === undefined || (typeof argument === 'object' && argument !== null && known.has(argument));
}
