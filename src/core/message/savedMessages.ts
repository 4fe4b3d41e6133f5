/** Saved messages: which ones an endpoint has, in which order, and how they are found. */
import type { EndpointConfig } from '../endpointConfig.ts';
import type { Message } from './message.ts';

export interface SavedMessage extends Message {
  readonly name: string;
  /** Names of folders from the outermost, separated by slashes. */
  readonly folder?: string;
  /** The endpoint it is for: its name, or its kind and address; absent if it is for all. */
  readonly endpoint?: string;
}

/** Number of messages that have a key each: Alt+1 to Alt+9. */
export const keyedMessages = 9;

/** How an endpoint's own messages identify it: by name; those from before it had a name, by kind and address. */
export function endpointKeys({ name, kind, address }: EndpointConfig): [string, ...string[]] {
  const unnamed = `${kind} ${address}`;
  return name === undefined ? [unnamed] : [name, unnamed];
}

/** Returns an endpoint's own messages, then those for all; in both groups first those without a folder, then folder by folder. */
export function messagesFor<T extends SavedMessage>(all: readonly T[], config: EndpointConfig): T[] {
  const keys = new Set(endpointKeys(config));
  const own = all.filter(({ endpoint }) => endpoint !== undefined && keys.has(endpoint));
  const global = all.filter(({ endpoint }) => endpoint === undefined);
  return [...own.sort(byFolder), ...global.sort(byFolder)];
}

/** `folder/name`. */
export function messagePath({ folder, name }: Pick<SavedMessage, 'folder' | 'name'>): string {
  return folder === undefined ? name : `${folder}/${name}`;
}

/** Splits a path into a name and its folders, with blanks around them removed; undefined without a name. */
export function parseMessagePath(path: string): Pick<SavedMessage, 'folder' | 'name'> | undefined {
  const parts = path.split('/').map(part => part.trim());
  const name = parts.pop();
  const folder = parts.filter(part => part !== '').join('/');
  if (!name) return undefined;
  return folder === '' ? { name } : { folder, name };
}

/** Returns those whose path or text contains every word, at most `most`, in order. */
export function findMessages<T extends SavedMessage>(messages: readonly T[], words: string, most: number): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found: T[] = [];
  for (const message of messages) {
    if (found.length >= most) break;
    if (wanted.length === 0 || hasAll(message, wanted)) found.push(message);
  }
  return found;
}

/** Returns the message with this path or, failing that, this name. */
export function namedMessage<T extends SavedMessage>(messages: readonly T[], called: string): T | undefined {
  return messages.find(one => messagePath(one) === called) ?? messages.find(({ name }) => name === called);
}

function hasAll(message: SavedMessage, words: readonly string[]): boolean {
  const text = `${messagePath(message)}\n${message.text}`.toLowerCase();
  return words.every(word => text.includes(word));
}

function byFolder(one: SavedMessage, other: SavedMessage): number {
  const [first, second] = [one.folder ?? '', other.folder ?? ''];
  return first < second ? -1 : Number(first > second);
}
