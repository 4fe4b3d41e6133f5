/** Selects, orders and finds an endpoint's saved messages. */
import type { EndpointConfig } from '../endpointConfig.ts';
import type { Message } from './message.ts';

export interface SavedMessage extends Message {
  readonly name: string;
  /** Names of folders, outermost first, separated by slashes. */
  readonly folder?: string;
  /** Name, or kind and address, of the endpoint that the message is for; absent if it is for all. */
  readonly endpoint?: string;
}

/** Number of messages with a key of their own: Alt+1 to Alt+9. */
export const keyedMessages = 9;

/** Returns how messages refer to an endpoint: by name or, if saved before it had one, by kind and address. */
export function endpointKeys({ name, kind, address }: EndpointConfig): [string, ...string[]] {
  const unnamed = `${kind} ${address}`;
  return name === undefined ? [unnamed] : [name, unnamed];
}

/** Returns an endpoint's own messages, then those for all; in both, first those without a folder, then by folder. */
export function messagesFor<T extends SavedMessage>(all: readonly T[], config: EndpointConfig): T[] {
  const keys = new Set(endpointKeys(config));
  const own = all.filter(({ endpoint }) => endpoint !== undefined && keys.has(endpoint));
  const global = all.filter(({ endpoint }) => endpoint === undefined);
  return [...own.sort(byFolder), ...global.sort(byFolder)];
}

/** Returns `folder/name`. */
export function messagePath({ folder, name }: Pick<SavedMessage, 'folder' | 'name'>): string {
  return folder === undefined ? name : `${folder}/${name}`;
}

/** Splits a path into name and folders and trims them; undefined without a name. */
export function parseMessagePath(path: string): Pick<SavedMessage, 'folder' | 'name'> | undefined {
  const parts = path.split('/').map(part => part.trim());
  const name = parts.pop();
  const folder = parts.filter(part => part !== '').join('/');
  if (!name) return undefined;
  return folder === '' ? { name } : { folder, name };
}

/** Returns at most `most` messages whose path or text contains every word, in order. */
export function findMessages<T extends SavedMessage>(messages: readonly T[], words: string, most: number): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found: T[] = [];
  for (const message of messages) {
    if (found.length >= most) break;
    if (wanted.length === 0 || hasAll(message, wanted)) found.push(message);
  }
  return found;
}

/** Returns the message with this path, otherwise the one with this name. */
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
