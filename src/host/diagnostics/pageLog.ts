/** Lines of the log about a page: its failures, and how its calls went. */
import { Dismissed } from '../../client/dismissed.ts';
import type { PageCall } from '../../client/page/pageInput.ts';
import { Refused } from '../../client/refused.ts';
import { isExpected } from '../../core/diagnostics/errorRecord.ts';
import type { FailureCalls } from '../../protocol/pageFailure.ts';
import type { Log } from './log.ts';
import type { PageName } from './logEvents.ts';
import { watchCall } from './slowCalls.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** The call by which a page reports failures. */
export function failureCalls(log: Log, page: PageName): FailureCalls {
  return { reportFailure: async failure => log.fromPage(page, failure) };
}

/** Wraps the calls so that slow ones, and failures that no caller expects, are logged. */
export function loggedCalls<T extends object>(calls: T, log: Log): T {
  const logged = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      const about = { of: 'host', call: name as PageCall } as const;
      const settled = watchCall(log, about);
      try {
        return await call(...args);
      } catch (error) {
        if (!isForPerson(error)) log.warn('callFailed', about, { error });
        throw error;
      } finally {
        settled();
      }
    },
  ]);
  return Object.fromEntries(logged) as T;
}

/** Whether an error tells the user what to do, or is a sentence made from one that does. */
function isForPerson(error: unknown): boolean {
  if (isExpected(error) || error instanceof Dismissed || error instanceof Refused) return true;
  return error instanceof Error && error.cause !== undefined && isForPerson(error.cause);
}
