/** Memory of a thread of the engine, which has no calls for that. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Returns a function that resolves with the bytes outside the heap of the thread that received the last job, until `mock.restoreAll()`. */
export function watchThreadMemory(): () => Promise<number> {
  const { postMessage } = Worker.prototype;
  let last: Worker | undefined;
  mock.method(Worker.prototype, 'postMessage', function (this: Worker, ...message: Parameters<typeof postMessage>) {
    last = this;
    postMessage.apply(this, message);
  });
  return async () => {
    assert.ok(last, 'no thread has received a job');
    // An idle thread doesn't keep this one awake, which would wait for its answer in vain.
    last.ref();
    const { external_memory: bytes } = await last.getHeapStatistics();
    last.unref();
    return bytes;
  };
}
