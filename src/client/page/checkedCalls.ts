/** Validates the calls of a page against what a webview may request. The schemas are loaded with the first call. */
import type { PageCall } from './pageInput.ts';
import type { GuardedCall, PageGuards } from './pageReach.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** Makes a call with checked arguments, within the bounds of its page. */
type Run = (name: string, args: readonly unknown[], call: () => Promise<unknown>) => Promise<unknown>;

/**
 * Wraps the calls so that each rejects arguments of the wrong shape with a TypeError. A call that reaches further than
 * a page may is made only if its guard allows it; otherwise it resolves with undefined. `run` makes the call, including
 * the guard.
 */
export function checkedCalls<T extends object>(
  calls: T & Partial<Record<PageCall, unknown>>,
  guards: Pick<PageGuards, GuardedCall & keyof T>,
  run: Run = (_name, _args, call) => call(),
): T {
  const guardOf = (name: string) => (guards as Partial<Record<string, (...args: unknown[]) => Promise<boolean>>>)[name];
  const checked = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      const { checkArguments } = await import('./pageInput.ts');
      const given = checkArguments(name as PageCall, args);
      return run(name, given, async () => {
        const isLet = await (guardOf(name)?.(...given) ?? true);
        return isLet ? call(...given) : undefined;
      });
    },
  ]);
  return Object.fromEntries(checked) as T;
}
