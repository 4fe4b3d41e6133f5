/** Ends a soak that hangs, and says what it was waiting for. */

/** Time that any step may take: far more than a busy machine needs. */
const patienceMs = 30_000;

/** Settles like the promise. @throws Error saying what didn't happen in time. */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`never happened: ${what}`)), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
