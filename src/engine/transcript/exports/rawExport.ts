/** Exports only the bytes of the frames, one after the other. */
import type { ExportEntry } from './exportEntry.ts';

export function* rawExport({ bytes }: ExportEntry): Iterable<Uint8Array> {
  yield bytes;
}
