/** The saved message that a key stands for: 1 to 9 for Alt+1 to Alt+9, whatever character the keyboard makes of it. */
export function savedMessageKey({
  code,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
}: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): number | undefined {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  return digit === undefined || !altKey || ctrlKey || metaKey || shiftKey ? undefined : Number(digit);
}
