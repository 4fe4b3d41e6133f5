/** Saved messages, in one JSON file for all windows; read on demand, and again after another window changed it. */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import type { SavedMessage } from '../../core/message/savedMessages.ts';
import { SocketError } from '../../core/socketError.ts';
import { openRegularFile, readOpened } from '../../files/regularFile.ts';
import { savedMessageSchema } from '../../protocol/schemas/messageSchema.ts';
import { writePrivateFile } from '../privateFile.ts';

/** A larger file isn't read: parsing it would block everything else. */
export const maxLibraryBytes = 32 * 1024 * 1024;

/** Reason why the library can't be used. Its file is left unchanged. */
export type LibraryTrouble =
  | { readonly code: 'tooLarge'; readonly bytes: number }
  | { readonly code: 'notAFile' }
  | { readonly code: 'notJson'; readonly detail: string }
  | { readonly code: 'notAList' };

export class LibraryError extends Error {
  readonly trouble: LibraryTrouble;

  constructor(trouble: LibraryTrouble) {
    // The parser's detail quotes the file, and messages don't belong in a log.
    super(`the message library can’t be used: ${trouble.code}`);
    this.trouble = trouble;
  }
}

/** An entry that was removed from the file's list. */
export interface RemovedEntry {
  readonly at: number;
  /** The entry as it was in the file. */
  readonly entry: unknown;
}

interface Contents {
  /** Changes whenever the file does. */
  readonly version: string;
  /** The whole file's value, so that unknown parts of it are preserved. */
  readonly file: { readonly [key: string]: unknown };
  /** Its list, including entries that aren't messages. */
  readonly entries: readonly unknown[];
  readonly messages: readonly SavedMessage[];
  /** The entry that each message was read from. */
  readonly places: ReadonlyMap<SavedMessage, number>;
}

export class MessageLibrary {
  readonly path: string;
  readonly #maxBytes: number;
  #contents: Contents | undefined;
  /** Serializes changes: settles when the last one is done. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(path: string, maxBytes = maxLibraryBytes) {
    this.path = path;
    this.#maxBytes = maxBytes;
  }

  /** Returns all messages in the file's order; entries that aren't messages are left out. @throws LibraryError. */
  async messages(): Promise<readonly SavedMessage[]> {
    return (await this.#read()).messages;
  }

  /**
   * Adds a message, replacing the one with the same name, folder and endpoint. Rejects with a LibraryError, and as `mayReplace` does, which is
   * called right before a different message is replaced.
   */
  async save(message: SavedMessage, mayReplace: () => Promise<void> = async () => undefined): Promise<void> {
    await this.#change(async ({ messages, entries, places }) => {
      const same = messages.find(one => isSame(one, message));
      const at = same && places.get(same);
      if (at === undefined) return [...entries, message];
      if (!isDeepStrictEqual(entries[at], message)) await mayReplace();
      return entries.with(at, message);
    });
  }

  /** Replaces a message with another; does nothing if it no longer exists. @throws LibraryError. */
  async replace(message: SavedMessage, by: SavedMessage): Promise<void> {
    await this.#change(contents => {
      const at = placeOf(message, contents);
      return at === undefined ? contents.entries : contents.entries.with(at, by);
    });
  }

  /** Removes a message. Returns what `insert` needs; undefined if it no longer exists. @throws LibraryError. */
  async remove(message: SavedMessage): Promise<RemovedEntry | undefined> {
    let removed: RemovedEntry | undefined;
    await this.#change(contents => {
      const at = placeOf(message, contents);
      if (at === undefined) return contents.entries;
      removed = { at, entry: contents.entries[at] };
      return contents.entries.toSpliced(at, 1);
    });
    return removed;
  }

  /** Restores a removed entry at its position, or at the end of a list that is shorter now. @throws LibraryError. */
  async insert({ at, entry }: RemovedEntry): Promise<void> {
    await this.#change(({ entries }) => entries.toSpliced(at, 0, entry));
  }

  /** Creates an empty library if there is no file yet. */
  async create(): Promise<void> {
    if (!(await isThere(this.path))) await this.#write({ version: 1, messages: [] });
  }

  #change(change: (contents: Contents) => readonly unknown[] | Promise<readonly unknown[]>): Promise<void> {
    const changed = this.#changing.then(async () => {
      const contents = await this.#read();
      await this.#write({ ...contents.file, messages: await change(contents) });
    });
    this.#changing = changed.catch(() => undefined /* reported to the caller */);
    return changed;
  }

  async #read(): Promise<Contents> {
    const file = await openRegularFile(this.path).catch(whyNotOpened);
    if (!file) return contentsOf('', { version: 1, messages: [] });
    await using opened = file;
    const about = await opened.stat();
    const version = versionOf(about);
    if (this.#contents?.version === version) return this.#contents;
    const bytes = await readOpened(opened, this.#maxBytes);
    if (!bytes) throw new LibraryError({ code: 'tooLarge', bytes: about.size });
    this.#contents = contentsOf(version, parse(bytes));
    return this.#contents;
  }

  /** Writes atomically: a concurrent reader reads the old contents. */
  async #write(file: object): Promise<void> {
    await writePrivateFile(this.path, `${JSON.stringify(file, null, 2)}\n`);
    this.#contents = undefined;
  }
}

function versionOf({ mtimeMs, size, ino }: Stats): string {
  return `${ino} ${mtimeMs} ${size}`;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(nothingIfMissing)) !== undefined;
}

/**
 * For `catch`: returns undefined if there is no file. @throws LibraryError if it isn't a file, otherwise the system's
 * error.
 */
function whyNotOpened(error: unknown): undefined {
  if (error instanceof SocketError) throw new LibraryError({ code: 'notAFile' });
  return nothingIfMissing(error);
}

function nothingIfMissing(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
}

function parse(bytes: Uint8Array): unknown {
  if (isJsonDeeper(bytes)) throw new LibraryError({ code: 'notAList' });
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new LibraryError({ code: 'notJson', detail: (error as Error).message });
  }
}

function contentsOf(version: string, file: unknown): Contents {
  const entries = (file as { messages?: unknown } | null)?.messages;
  if (!Array.isArray(entries)) throw new LibraryError({ code: 'notAList' });
  const places = new Map<SavedMessage, number>();
  for (const [at, entry] of entries.entries()) {
    const parsed = savedMessageSchema.safeParse(entry);
    if (parsed.success) places.set(parsed.data, at);
  }
  return { version, file: file as Contents['file'], entries, messages: [...places.keys()], places };
}

function placeOf(message: SavedMessage, { messages, places }: Contents): number | undefined {
  const current = messages.find(one => isSame(one, message));
  return current && places.get(current);
}

function isSame(one: SavedMessage, other: SavedMessage): boolean {
  return one.name === other.name && one.folder === other.folder && one.endpoint === other.endpoint;
}
