/** A pattern that no thread finishes, and a way for tests to reach its deadline sooner. */
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Doesn't match `slowBytes`, but keeps a thread busy for minutes: each byte meets thousands of instructions. */
export const slowPattern = '([ab]{1,900})*([ab]{1,900})*([ab]{1,900})*[cd]$';

export const slowBytes = new Uint8Array(1024 * 1024).fill(0x61);

const deadlineMs = 1000;
const hastenedMs = 150;

/** Shortens the pattern thread's deadline for the slow pattern, and for no other job, in the calling suite. */
export function hastenSlowPattern(options?: SlowPatternOptions): void {
  beforeEach(() => hastenSlowPatternOnce(options));
  afterEach(() => mock.restoreAll());
}

export interface SlowPatternOptions {
  /** Whether the thread works on the pattern. By default, it only seems to: it doesn't get the job, and idles. */
  readonly isWorking?: boolean;
}

/** Does the same until `mock.restoreAll()`. */
export function hastenSlowPatternOnce({ isWorking = false }: SlowPatternOptions = {}): void {
  const { postMessage } = Worker.prototype;
  const { setTimeout: start } = globalThis;
  let isSlow = false;
  mock.method(Worker.prototype, 'postMessage', function (this: Worker, ...message: Parameters<typeof postMessage>) {
    const [{ id, job }] = message;
    const text = JSON.stringify(job, (key, value) => (key === 'bytes' ? undefined : value)) ?? '';
    isSlow = text.includes(JSON.stringify(slowPattern));
    if (isWorking || !isSlow) postMessage.apply(this, message);
    else setImmediate(() => this.emit('message', { id, started: true }));
  });
  mock.method(globalThis, 'setTimeout', (run: () => void, ms?: number, ...rest: []) =>
    start(run, isSlow && ms === deadlineMs ? hastenedMs : ms, ...rest),
  );
}
