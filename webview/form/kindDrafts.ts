/**
 * Keeps values typed for the kinds of a field that aren't chosen now. Each comes back when its kind is chosen again.
 */
import type { KindDraft } from '../keptState.ts';
import { isSame } from './configDraft.ts';

export type { KindDraft };

export interface KindDrafts {
  of(kind: string): KindDraft | undefined;
  keep(kind: string, left: KindDraft): void;
}

export const noKindDrafts: KindDrafts = { of: () => undefined, keep: () => undefined };

/** Key for the value that a field got when its kind was chosen. */
const given = '';

/**
 * Returns the value that a field gets with another kind. A value left for that kind comes back, unless the user has
 * edited the field since and it can be converted. `convert` returns undefined if it can't be.
 */
export function changedKind(
  held: KindDraft,
  [from, to]: readonly [string, string],
  left: KindDrafts,
  convert: () => unknown,
  initial?: unknown,
): KindDraft {
  const isUntouched = held.typed === undefined && isSame(left.of(given)?.value, held.value);
  const before = left.of(to);
  const carried = isUntouched && before ? undefined : convert();
  const next = carried === undefined ? (before ?? { value: initial }) : { value: carried };
  left.keep(from, held);
  left.keep(given, next);
  return next;
}

/** Returns the value to keep for a field's state. The problem of a text that could be parsed isn't kept. */
export function heldBy({ value, typed, problem }: KindDraft): KindDraft {
  return typed === undefined ? { value } : { value, typed, problem };
}
