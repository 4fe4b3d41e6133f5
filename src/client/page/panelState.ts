/** State stored by a panel's page, as far as the host reads it: a page may have been taken over, and another version may have stored anything. */
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';

/** Returns the values of the stored state; none if it isn't the JSON of an object, or is nested so deeply that parsing it would take seconds. */
export function storedValues(state: string | undefined): Readonly<Record<string, unknown>> {
  if (state === undefined || isJsonDeeper(new TextEncoder().encode(state))) return {};
  try {
    const values: unknown = JSON.parse(state);
    return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
