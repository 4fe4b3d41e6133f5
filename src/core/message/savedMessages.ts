/** Messages that are kept: which of them an endpoint has, in which order, and how they are found. */
import type { EndpointConfig } from '../endpointConfig.ts';
import type { Message } from './message.ts';

export interface SavedMessage extends Message {
  readonly name: string;
  /** Names of folders, from the outermost, with slashes between. */
  readonly folder?: string;
  /** For this endpoint alone: its name, or its kind and address; for all where absent. */
  readonly endpoint?: string;
}

/** Messages that can be sent by a key each: Alt+1 to Alt+9. */
export const keyedMessages = 9;

/** How an endpoint's own messages name it: by its name; those from before it had one, by kind and address. */
export function endpointKeys({ name, kind, address }: EndpointConfig): [string, ...string[]] {
  const unnamed = `${kind} ${address}`;
  return name === undefined ? [unnamed] : [name, unnamed];
}

/** An endpoint's own messages, then those for all; in both the ones without a folder first, then folder by folder. */
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

/** A name and the folders before it, blanks around them dropped; nothing without a name. */
export function parseMessagePath(path: string): Pick<SavedMessage, 'folder' | 'name'> | undefined {
  const parts = path.split('/').map(part => part.trim());
  const name = parts.pop();
  const folder = parts.filter(part => part !== '').join('/');
  if (!name) return undefined;
  return folder === '' ? { name } : { folder, name };
}

/** Those whose path or text has every word, `most` at most, in their order. */
export function findMessages<T extends SavedMessage>(messages: readonly T[], words: string, most: number): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found: T[] = [];
  for (const message of messages) {
    if (found.length >= most) break;
    if (wanted.length === 0 || hasAll(message, wanted)) found.push(message);
  }
  return found;
}

/** The message that is called so: by its path, else by its name. */
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
