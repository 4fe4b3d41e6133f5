/** Joins the methods of several objects in one. */

/** Returns the methods of an object's class as own functions, bound to it, so that they can be spread and served. */
export function boundMethods<T extends object>(object: T): { [Name in keyof T]: T[Name] } {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter(name => name !== 'constructor');
  const methods = object as Record<string, (...args: never[]) => unknown>;
  return Object.fromEntries(names.map(name => [name, methods[name]?.bind(object)])) as T;
}
