/** The saved message that a key stands for: 1 to 9 for Alt+1 to Alt+9, where the keyboard makes no other character of it, as on a Mac. */
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
