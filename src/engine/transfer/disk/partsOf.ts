/** Finds the parts of a file in a folder without listing a large folder for every received file. */
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isPartOf, partSuffix } from './partName.ts';

/** A folder with more names is listed again only after twenty times as long as that took. */
const largeFolder = 1000;
const restFactor = 20;

interface Listing {
  readonly names: readonly string[];
  readonly untilMs: number;
}

const listings = new Map<string, Listing>();
let forgotten = 0;

/**
 * Returns their names, whichever process is writing to them. Parts left by other processes in a large folder are noticed a little later.
 */
export async function partsOf(directory: string, file: string): Promise<string[]> {
  return (await listed(resolve(directory))).filter(name => isPartOf(name, file));
}

/** Something was added that must be noticed. */
export function forgetListing(directory: string): void {
  forgotten++;
  listings.delete(resolve(directory));
}

async function listed(directory: string): Promise<readonly string[]> {
  const begunMs = performance.now();
  const known = listings.get(directory);
  if (known && begunMs < known.untilMs) return known.names;
  listings.delete(directory);
  const before = forgotten;
  const all = await readdir(directory).catch(() => [] /* there is none yet, or whoever makes a part tells why not */);
  const names = all.filter(name => name.endsWith(partSuffix));
  const nowMs = performance.now();
  if (all.length > largeFolder && forgotten === before)
    listings.set(directory, { names, untilMs: nowMs + restFactor * (nowMs - begunMs) });
  return names;
}
