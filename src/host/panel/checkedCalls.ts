/** The calls of a page behind the check of what a webview may ask, which is loaded with the first of them. */

import type { GuardedCall, PageGuards } from './pageReach.ts';
import type { PageCall } from './panelInput.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/**
 * The same calls, each rejecting with a TypeError what is not of its shape. Those that reach further than the page may are made only if their
 * guard lets them; otherwise they resolve with undefined.
 */
export function checkedCalls<T extends object>(
  calls: T & Partial<Record<PageCall, unknown>>,
  guards: Pick<PageGuards, GuardedCall & keyof T>,
): T {
  const guardOf = (name: string) => (guards as Partial<Record<string, (...args: unknown[]) => Promise<boolean>>>)[name];
  const checked = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      const { checkArguments } = await import('./panelInput.ts');
      const given = checkArguments(name as PageCall, args);
      const isLet = await (guardOf(name)?.(...given) ?? true);
      return isLet ? call(...given) : undefined;
    },
  ]);
  return Object.fromEntries(checked) as T;
}
