/** The calls of a page behind the check of what a webview may ask, which is loaded with the first of them. */
import type { PageCall } from './panelInput.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** The same calls, each rejecting with a TypeError what is not of its shape. */
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
