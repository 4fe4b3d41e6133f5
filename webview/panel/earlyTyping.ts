/**
 * Keeps text that is typed before the page has a field for it: the page already has the focus while its state is being
 * fetched.
 */

let typed = '';

/** Starts keeping typed characters, until they are taken. */
export function catchTyping(): void {
  document.addEventListener('keydown', onKey);
}

/** Returns the typed text, and stops keeping it. */
export function takeTyping(): string {
  document.removeEventListener('keydown', onKey);
  const taken = typed;
  typed = '';
  return taken;
}

function onKey(event: KeyboardEvent): void {
  typed = typedAfter(typed, event);
}

/** Returns the text after a key. Other keys and shortcuts have no effect: there is nothing to send yet. */
export function typedAfter(
  text: string,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'>,
): string {
  const { key, ctrlKey, altKey, metaKey, isComposing } = event;
  // AltGr, which types characters, is also Ctrl and Alt on Windows.
  const isShortcut = (ctrlKey || altKey || metaKey) && !event.getModifierState('AltGraph');
  if (isShortcut || isComposing) return text;
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : text;
}
