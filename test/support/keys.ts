/** Keys as a page receives them. */

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat' | 'isComposing'
>;

/** A key alone, except for what is given. */
export function keyOf(key: string, held: Partial<PressedKey> = {}): PressedKey {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false, isComposing: false };
  return { key, ...none, ...held };
}
