/** Values that a caller, a file of another version or a bug of ours may supply in place of a text or a number. */
export const unquotableValues: readonly unknown[] = [
  undefined,
  null,
  {},
  [],
  { a: 1 },
  ['x'],
  Number.NaN,
  Infinity,
  true,
  () => 1,
  Symbol('s'),
];
