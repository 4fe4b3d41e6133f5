/** The bytes of the frames, one after the other, and nothing else. */
import type { ExportEntry } from './exportEntry.ts';

export function* rawExport({ bytes }: ExportEntry): Iterable<Uint8Array> {
  yield bytes;
}
