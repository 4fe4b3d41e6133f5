/**
 * Reads what an earlier window put into VS Code's memory. Anything may be there, since another version of Portside may have stored it: while
 * the extension is activated, an error over one value would leave the window without Portside.
 */
import type { Memento } from 'vscode';

type Memory = Pick<Memento, 'get'>;

/** Returns the items of a stored list; none if it isn't a list. */
export function storedItems(memory: Memory, key: string): readonly unknown[] {
  const stored = memory.get<unknown>(key);
  return Array.isArray(stored) ? stored : [];
}

/** Returns the texts in a stored list. */
export function storedTexts(memory: Memory, key: string): string[] {
  return storedItems(memory, key).filter(one => typeof one === 'string');
}

/** Returns undefined if it isn't a text. */
export function storedText(memory: Memory, key: string): string | undefined {
  const stored = memory.get<unknown>(key);
  return typeof stored === 'string' ? stored : undefined;
}
