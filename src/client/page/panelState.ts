/** Reads a page's stored state. It may be anything: the page may have been taken over, or be another version's. */
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';

/** Returns the values of the stored state; none if it isn't a JSON object, or is too deeply nested to parse quickly. */
export function storedValues(state: string | undefined): Readonly<Record<string, unknown>> {
  if (state === undefined || isJsonDeeper(new TextEncoder().encode(state))) return {};
  try {
    const values: unknown = JSON.parse(state);
    return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
