/** Ends a soak that hangs, with what it waited for. */

/** Time that any step may take: far more than a busy machine needs. */
const patienceMs = 30_000;

/** Resolves as the promise does. @throws Error saying what didn't happen in time. */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`never happened: ${what}`)), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
