/** Validates the calls of a page against what a webview may request. The schemas are loaded with the first call. */
import type { PageCall } from './pageInput.ts';
import { type GuardedCall, type PageGuards, pageReach } from './pageReach.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;
type Guard = (...args: readonly unknown[]) => Promise<boolean>;

/** Makes a call with checked arguments, within the bounds of its page. */
type Run = (name: string, args: readonly unknown[], call: () => Promise<unknown>) => Promise<unknown>;

/**
 * Wraps the calls so that each rejects arguments of the wrong shape with a TypeError. A call that reaches further than
 * a page may is made only if its guard allows it; otherwise it resolves with undefined. `guards` is called when one of
 * them is first needed. `run` makes the call, including the guard.
 */
export function checkedCalls<T extends object>(
  calls: T & Partial<Record<PageCall, unknown>>,
  guards: () => Promise<Pick<PageGuards, GuardedCall & keyof T>>,
  run: Run = (_name, _args, call) => call(),
): T {
  let loading: ReturnType<typeof guards> | undefined;
  const isAllowed = async (name: string, given: readonly unknown[]) => {
    if (pageReach[name as PageCall] !== 'guarded') return true;
    loading ??= guards();
    return ((await loading) as unknown as Record<string, Guard>)[name]?.(...given) ?? false;
  };
  const checked = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      const { checkArguments } = await import('./pageInput.ts');
      const given = checkArguments(name as PageCall, args);
      return run(name, given, async () => ((await isAllowed(name, given)) ? call(...given) : undefined));
    },
  ]);
  return Object.fromEntries(checked) as T;
}
