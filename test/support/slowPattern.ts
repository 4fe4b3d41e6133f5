/** A pattern that no thread finishes, and what tests need to wait for its end. */
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Keeps a thread busy for minutes with `slowBytes`, since each byte meets thousands of instructions. It doesn't match. */
export const slowPattern = '([ab]{1,900})*([ab]{1,900})*([ab]{1,900})*[cd]$';

export const slowBytes = new Uint8Array(1024 * 1024).fill(0x61);

const deadlineMs = 1000;
const hastenedMs = 150;

/** In the suite that it is called in, the pattern thread's deadline passes soon for the slow pattern. Other jobs have all of it. */
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
