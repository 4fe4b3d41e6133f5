/** Keys of the composer: those of the message field, and those that send saved messages from anywhere in the panel. */
import type { History } from './history.ts';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'isComposing'>;
type Field = Pick<HTMLTextAreaElement, 'value' | 'selectionStart'>;

export type FieldKeyMeaning = { readonly does: 'send' } | { readonly does: 'recall'; readonly text: string };

/**
 * Returns undefined for keys that the field itself handles. Enter ends the composition of an input method instead of
 * sending.
 */
export function fieldKeyMeaning(event: Key, field: Field, history: History): FieldKeyMeaning | undefined {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) return { does: 'send' };
  const text = recalled(event, field, history);
  return text === undefined ? undefined : { does: 'recall', text };
}

/** Returns the message recalled by ↑ in the first line or ↓ in the last one. */
function recalled({ key, shiftKey, altKey }: Key, field: Field, history: History): string | undefined {
  if (shiftKey || altKey) return undefined;
  const { value, selectionStart } = field;
  if (key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) return history.older(value);
  if (key === 'ArrowDown' && !value.slice(selectionStart).includes('\n')) return history.newer();
  return undefined;
}

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
