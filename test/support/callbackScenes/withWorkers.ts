/** Reaches the threads of the engine, which has no calls for ending them. */
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Calls `act` with the first worker that receives a job while `run` is running. */
export async function withWorkers<T>(act: (worker: Worker) => unknown, run: () => Promise<T>): Promise<T> {
  const { postMessage } = Worker.prototype;
  let isFirst = true;
  const mocked = mock.method(
    Worker.prototype,
    'postMessage',
    function (this: Worker, ...message: Parameters<typeof postMessage>) {
      postMessage.apply(this, message);
      if (isFirst) act(this);
      isFirst = false;
    },
  );
  try {
    return await run();
  } finally {
    mocked.mock.restore();
  }
}
