/** Collects what nobody refers to any more, of this turn and those before: weak references tell a test what is kept. */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

const turns = 100;

/** How many bytes of buffers there are above so many `before`: what is freed is counted out beside this thread, so it waits for few enough. */
export async function buffersAbove(before: number, fewBytes: number): Promise<number> {
  for (let turn = 0; ; turn++) {
    collectGarbage();
    const above = process.memoryUsage().arrayBuffers - before;
    if (above < fewBytes || turn === turns) return above;
    await setImmediate();
  }
}
