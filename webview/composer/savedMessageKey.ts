/**
 * Returns the number of the saved message that a key sends: 1 to 9 for Alt+1 to Alt+9. Undefined if Alt makes the
 * keyboard produce another character, as on a Mac.
 */
export function savedMessageKey({
  key,
  repeat,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'repeat' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): number | undefined {
  const digit = /^[1-9]$/.exec(key)?.[0];
  return digit === undefined || repeat || !altKey || ctrlKey || metaKey || shiftKey ? undefined : Number(digit);
}
