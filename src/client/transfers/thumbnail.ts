/** Reads the picture of a transfer, if a page can show it. */
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { readRegularFile } from '../../files/regularFile.ts';

const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);
const maxBytes = 8 * 1024 * 1024;

export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Returns undefined if the transfer isn't complete, isn't a picture, is too large, or its file no longer exists. */
export async function thumbnail({ state, files, path, mediaType }: TransferSnapshot): Promise<Thumbnail | undefined> {
  if (state !== 'done' || files.total !== 1 || path === undefined) return undefined;
  if (mediaType === undefined || !shownTypes.has(mediaType)) return undefined;
  const bytes = await readRegularFile(path, maxBytes).catch(() => undefined /* It was moved or removed since. */);
  return bytes && { bytes, mediaType };
}
