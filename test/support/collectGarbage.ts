/** Forces a garbage collection, so that weak references show a test what is still reachable. */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

const turns = 100;

/**
 * Returns how many bytes of buffers exist beyond `before`. V8 counts freed buffers on another thread, so this retries for at most a hundred
 * turns, until they are below `fewBytes`. Those of `spare` don't count.
 */
export async function buffersAbove(before: number, fewBytes: number, spare = () => 0): Promise<number> {
  for (let turn = 0; ; turn++) {
    collectGarbage();
    const above = process.memoryUsage().arrayBuffers - spare() - before;
    if (above < fewBytes || turn === turns) return above;
    await setImmediate();
  }
}
