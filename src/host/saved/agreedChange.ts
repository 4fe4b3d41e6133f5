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

/** Changes the list as it is once that is agreed to: a question may have taken long. Rejects as `agreement` and `writeList` do. */
export async function writeAgreed(
  scope: SavedScope,
  changed: (list: readonly unknown[]) => readonly unknown[],
  agreement: Agreement,
): Promise<void> {
  const before = listIn(scope);
  await agreement({ before, after: changed(before) });
  await writeList(scope, changed(listIn(scope)));
}
