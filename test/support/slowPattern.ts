/** A pattern that no thread finishes, and a way for tests to reach its deadline sooner. */
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Doesn't match `slowBytes`, but keeps a thread busy for minutes: each byte meets thousands of instructions. */
export const slowPattern = '([ab]{1,900})*([ab]{1,900})*([ab]{1,900})*[cd]$';

export const slowBytes = new Uint8Array(1024 * 1024).fill(0x61);

const deadlineMs = 1000;
const hastenedMs = 150;

/** Shortens the pattern thread's deadline for the slow pattern, and for no other job, in the calling suite. */
export function hastenSlowPattern(): void {
  beforeEach(() => {
    const { postMessage } = Worker.prototype;
    const { setTimeout: start } = globalThis;
    let isSlow = false;
    mock.method(Worker.prototype, 'postMessage', function (this: Worker, ...message: Parameters<typeof postMessage>) {
      const job = JSON.stringify(message[0].job, (key, value) => (key === 'bytes' ? undefined : value)) ?? '';
      isSlow = job.includes(JSON.stringify(slowPattern));
      return postMessage.apply(this, message);
    });
    mock.method(globalThis, 'setTimeout', (run: () => void, ms?: number, ...rest: []) =>
      start(run, isSlow && ms === deadlineMs ? hastenedMs : ms, ...rest),
    );
  });
  afterEach(() => mock.restoreAll());
}
