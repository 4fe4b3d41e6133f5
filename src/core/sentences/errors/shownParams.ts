/** Parameters of a failure that is data, from the engine, a caller of the API, or a file of another version. */
import { isQuotable } from '../../phrase.ts';

/** Returns only the parameters that can be shown. */
export function shownParams<Params extends object>(params: Params): Params {
  const entries = Object.entries(params ?? {}).filter(([, value]) => isQuotable(value));
  return Object.fromEntries(entries) as Params;
}

/** Returns a parameter's number, or 0 if it isn't one. */
export function numberParam(value: string | number | undefined): number {
  const number = isQuotable(value) ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}
