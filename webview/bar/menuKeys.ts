/** Keys that move the focus in an open menu. */

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/**
 * Returns the index of the item to focus, or undefined for keys that don't move the focus. A letter moves it to the
 * next item that begins with it.
 */
export function itemOfKey(
  { key, altKey, ctrlKey, metaKey }: Key,
  at: number,
  labels: readonly string[],
): number | undefined {
  if (altKey || ctrlKey || metaKey || labels.length === 0) return undefined;
  const count = labels.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at < 0 ? count - 1 : (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return key.length === 1 && key !== ' ' ? itemOfLetter(key, at, labels) : undefined;
  }
}

function itemOfLetter(letter: string, at: number, labels: readonly string[]): number | undefined {
  const order = labels.map((_, by) => (at + 1 + by) % labels.length);
  const begins = (item: number) => labels[item]?.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
  return order.find(begins);
}
