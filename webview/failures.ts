/** Reports unexpected failures in this page to the host's log. */
import { errorRecord } from '../src/core/diagnostics/errorRecord.ts';
import { type FailureCalls, maxFailureUnits, type PageFailure } from '../src/protocol/pageFailure.ts';

/** Maximum number of reports per page: further failures say nothing new. */
const maxReports = 20;

/** Starts reporting. */
export function reportFailures(host: FailureCalls, page: Pick<EventTarget, 'addEventListener'> = window): void {
  let left = maxReports;
  const report = (kind: PageFailure['kind'], thrown: unknown) => {
    if (left-- <= 0) return;
    host.reportFailure(failureOf(kind, thrown)).catch(() => undefined /* the host is gone, along with its log */);
  };
  page.addEventListener('error', event => {
    const { error } = event as ErrorEvent;
    // An event without an error is a browser notice, such as that a ResizeObserver can't keep up.
    if (error !== undefined && error !== null) report('error', error);
  });
  page.addEventListener('unhandledrejection', event => report('rejection', (event as PromiseRejectionEvent).reason));
}

function failureOf(kind: PageFailure['kind'], thrown: unknown): PageFailure {
  const { name, message } = errorRecord(thrown);
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  return {
    kind,
    name: name.slice(0, maxFailureUnits.name),
    message: message.slice(0, maxFailureUnits.message),
    ...(stack !== undefined && { stack: stack.slice(0, maxFailureUnits.stack) }),
  };
}
