/** Shortcuts with Ctrl, or ⌘, and a letter. */

/** Returns the letter, in lower case whether or not Caps Lock is on; undefined for other keys, and with Shift or Alt. */
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
