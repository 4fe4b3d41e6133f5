/** Keyboard events for tests. */

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat' | 'isComposing'
>;

/** Returns a key without modifiers, with `held` overriding its properties. */
export function keyOf(key: string, held: Partial<PressedKey> = {}): PressedKey {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false, isComposing: false };
  return { key, ...none, ...held };
}
