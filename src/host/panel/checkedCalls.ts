/** The calls of a page, validated against what a webview may request; the validation is loaded with the first call. */
import type { PageCall } from './panelInput.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** Wraps the calls so that each rejects arguments of the wrong shape with a TypeError. */
export function checkedCalls<T extends object>(calls: T & Partial<Record<PageCall, unknown>>): T {
  const checked = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      const { checkArguments } = await import('./panelInput.ts');
      return call(...checkArguments(name as PageCall, args));
    },
  ]);
  return Object.fromEntries(checked) as T;
}
