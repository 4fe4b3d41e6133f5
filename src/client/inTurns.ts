/** Runs work of the extension host in small steps, so that everything else gets a turn between them. */
import { setImmediate } from 'node:timers/promises';

/** Long enough that yielding costs nothing, too short to be noticed. */
const turnMs = 10;

/** Runs all steps, yielding to the event loop every `turnMs`. */
export async function inTurns(steps: Iterable<unknown>, nowMs = () => performance.now()): Promise<void> {
  let beganMs = nowMs();
  for (const _ of steps) {
    if (nowMs() - beganMs < turnMs) continue;
    await setImmediate();
    beganMs = nowMs();
  }
}
