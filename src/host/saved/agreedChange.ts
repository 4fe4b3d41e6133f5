/** Writes a list of saved endpoints if the change is agreed to: nothing else writes one. */
import { listIn, type SavedScope, writeList } from './savedScopes.ts';

/** The list of a scope before and after a change. */
export interface SavedChange {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

/** Decides on a change right before it is written: rejects if it may not be made. */
export type Agreement = (change: SavedChange) => Promise<void>;

/** For changes that the user makes, or has agreed to. */
export const byUser: Agreement = async () => undefined;

/**
 * Writes a list once the change is agreed to. A question may have taken long: if the list was edited meanwhile so that the change would add or
 * remove other entries, that is agreed to as well. Rejects as `changed`, `agreement` and `writeList` do.
 */
export async function writeAgreed(
  scope: SavedScope,
  changed: (list: readonly unknown[]) => readonly unknown[],
  agreement: Agreement,
): Promise<void> {
  const planned = (): SavedChange => {
    const before = listIn(scope);
    return { before, after: changed(before) };
  };
  let change = planned();
  for (let agreed: string | undefined; agreed !== effectOf(change); change = planned()) {
    agreed = effectOf(change);
    await agreement(change);
  }
  await writeList(scope, change.after);
}

/** Returns the entries of a list, with their places, that another list doesn't hold, or holds less often. */
export function entriesBeside(list: readonly unknown[], others: readonly unknown[]): [number, unknown][] {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  return [...list.entries()].filter(([, one]) => {
    const json = JSON.stringify(one);
    const count = counts.get(json) ?? 0;
    counts.set(json, count - 1);
    return count <= 0;
  });
}

/** Returns the same text for changes that remove and add the same entries. */
function effectOf({ before, after }: SavedChange): string {
  const effect = [entriesBeside(before, after), entriesBeside(after, before)];
  return JSON.stringify(effect.map(entries => entries.map(([, entry]) => entry)));
}
