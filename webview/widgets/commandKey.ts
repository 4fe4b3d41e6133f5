/** Shortcuts of a letter with Ctrl or ⌘. */

/** Returns the letter in lower case, regardless of Caps Lock; undefined for other keys, and with Shift or Alt. */
export function commandKey({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string | undefined {
  const isCommand = (ctrlKey || metaKey) && !shiftKey && !altKey;
  return isCommand && key.length === 1 ? key.toLowerCase() : undefined;
}
