/** The picture of a transfer, where it is one that a page can show. */
import { open, stat } from 'node:fs/promises';
import type { TransferSnapshot } from '../../core/transfer/transfer.ts';

const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);
const maxBytes = 8 * 1024 * 1024;

export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Nothing for what has not ended whole, is no picture, is too large, or is not there any more. */
export async function thumbnail({ state, files, path, mediaType }: TransferSnapshot): Promise<Thumbnail | undefined> {
  if (state !== 'done' || files.total !== 1 || path === undefined) return undefined;
  if (mediaType === undefined || !shownTypes.has(mediaType)) return undefined;
  const bytes = await smallFile(path).catch(() => undefined /* It was moved or removed since. */);
  return bytes && { bytes, mediaType };
}

/** Nothing when it is too large, also when it grows while it is read. */
async function smallFile(path: string): Promise<Uint8Array | undefined> {
  // What took its place may be a pipe, which would be waited for.
  if (!(await stat(path)).isFile()) return undefined;
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  if (size > maxBytes) return undefined;
  const bytes = new Uint8Array(size);
  const { bytesRead } = await file.read(bytes, 0, size, 0);
  return bytesRead === size ? bytes : undefined;
}
