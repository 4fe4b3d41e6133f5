/** Parameters of a failure that come as data: from the engine, from a caller of the API, from a file of another version. */
import { isQuotable } from '../../phrase.ts';

/** Returns the parameters that can be shown; the others are absent. */
export function shownParams<Params extends object>(params: Params): Params {
  const entries = Object.entries(params ?? {}).filter(([, value]) => isQuotable(value));
  return Object.fromEntries(entries) as Params;
}

/** Returns the number that a parameter is, otherwise 0. */
export function numberOf(value: string | number | undefined): number {
  const number = isQuotable(value) ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}
