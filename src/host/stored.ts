/**
 * Reads values that an earlier window stored in a memento. They may have any shape, since another version of Portside
 * may have stored them, and an error during activation would leave the window without Portside.
 */
import type { Memento } from 'vscode';

type Memory = Pick<Memento, 'get'>;

/** Returns the items of a stored list; empty for any other value. */
export function storedItems(memory: Memory, key: string): readonly unknown[] {
  const stored = memory.get<unknown>(key);
  return Array.isArray(stored) ? stored : [];
}

/** Returns the texts in a stored list. */
export function storedTexts(memory: Memory, key: string): string[] {
  return storedItems(memory, key).filter(one => typeof one === 'string');
}

/** Returns the stored text; undefined for any other value. */
export function storedText(memory: Memory, key: string): string | undefined {
  const stored = memory.get<unknown>(key);
  return typeof stored === 'string' ? stored : undefined;
}
