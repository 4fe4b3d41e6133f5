/** Progress of reading a stored log. */

/** Interval between reports: a log that is read in less time needs none. */
const intervalMs = 250;

/** Returns a function to call after each part of the log. It reports the percentage at most four times a second. */
export function readingProgress(report: (percent: number) => void): (count: number, total: number) => void {
  let reportedMs = performance.now();
  return (count, total) => {
    const now = performance.now();
    if (count >= total || now - reportedMs < intervalMs) return;
    reportedMs = now;
    report(Math.floor((100 * count) / total));
  };
}
