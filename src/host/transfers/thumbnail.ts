/** The picture of a transfer, if a page can show it. */
import { open, stat } from 'node:fs/promises';
import type { TransferSnapshot } from '../../core/transfer/transfer.ts';

const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);
const maxBytes = 8 * 1024 * 1024;

export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Returns undefined if it hasn't been completed, isn't a picture, is too large, or no longer exists. */
export async function thumbnail({ state, files, path, mediaType }: TransferSnapshot): Promise<Thumbnail | undefined> {
  if (state !== 'done' || files.total !== 1 || path === undefined) return undefined;
  if (mediaType === undefined || !shownTypes.has(mediaType)) return undefined;
  const bytes = await smallFile(path).catch(() => undefined /* It was moved or removed since. */);
  return bytes && { bytes, mediaType };
}

/** Returns undefined if it is too large, including if it grows while it is read. */
async function smallFile(path: string): Promise<Uint8Array | undefined> {
  // A pipe may have taken its place, and reading that would block.
  if (!(await stat(path)).isFile()) return undefined;
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  if (size > maxBytes) return undefined;
  const bytes = new Uint8Array(size);
  const { bytesRead } = await file.read(bytes, 0, size, 0);
  return bytesRead === size ? bytes : undefined;
}
