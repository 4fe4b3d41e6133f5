/** Keys of the field where a message is written. */
import type { History } from './history.ts';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'isComposing'>;
type Field = Pick<HTMLTextAreaElement, 'value' | 'selectionStart'>;

export type FieldKeyMeaning = { readonly does: 'send' } | { readonly does: 'recall'; readonly text: string };

/** Undefined for keys that the field itself uses. `Enter` while an input method is composing ends the composition. */
export function fieldKeyMeaning(event: Key, field: Field, history: History): FieldKeyMeaning | undefined {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) return { does: 'send' };
  const text = recalled(event, field, history);
  return text === undefined ? undefined : { does: 'recall', text };
}

/** ↑ in the first line and ↓ in the last one step through the history. */
function recalled({ key, shiftKey, altKey }: Key, field: Field, history: History): string | undefined {
  if (shiftKey || altKey) return undefined;
  const { value, selectionStart } = field;
  if (key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) return history.older(value);
  if (key === 'ArrowDown' && !value.slice(selectionStart).includes('\n')) return history.newer();
  return undefined;
}
