/** Finds the parts of a file in a folder without listing a large folder for every received file. */
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isPartOf, partSuffix } from './partName.ts';

/** A folder with more names than this is listed again only after `restFactor` times as long as listing it took. */
const largeFolder = 1000;
const restFactor = 20;

interface Listing {
  readonly names: readonly string[];
  readonly untilMs: number;
}

const listings = new Map<string, Listing>();
let forgotten = 0;

/**
 * Returns the names of a file's parts, including those in use. Parts that other processes leave in a large folder are
 * noticed a little later.
 */
export async function partsOf(directory: string, file: string): Promise<string[]> {
  return (await listed(resolve(directory))).filter(name => isPartOf(name, file));
}

/** Called when a part was added that must be noticed. */
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
  const all = await readdir(directory).catch(() => [] /* it doesn't exist yet, or creating a part reports the error */);
  const names = all.filter(name => name.endsWith(partSuffix));
  const nowMs = performance.now();
  if (all.length > largeFolder && forgotten === before)
    listings.set(directory, { names, untilMs: nowMs + restFactor * (nowMs - begunMs) });
  return names;
}
