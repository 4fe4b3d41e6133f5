/** Takes the messages of one peer as a caller of the API does, at random speed, and compares each with what was recorded. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine.ts';
import type { Dice } from './dice.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import { inTime } from './watchdog.ts';

const maxPauseMs = 20;

export interface TakenFrom {
  readonly endpoint: string;
  readonly peer: string;
}

export class TakenMessages {
  readonly #engine: Engine;
  readonly #dice: Dice;
  readonly #from: TakenFrom;
  readonly #taken: Uint8Array[] = [];
  readonly #ended: Promise<void>;
  /** True if they were taken to the end. */
  #areAll = false;

  /** Starts with the next message received. */
  constructor(engine: Engine, dice: Dice, from: TakenFrom) {
    this.#engine = engine;
    this.#dice = dice;
    this.#from = from;
    this.#ended = this.#take().catch(rethrowUnlessRefusal);
  }

  /**
   * Compares them with this peer's messages in the transcript, once the peer has closed. With `isTail`, the first rows
   * may have been dropped. @throws AssertionError for the first message that differs.
   */
  async compare(recorded: readonly Uint8Array[], isTail: boolean): Promise<number> {
    await inTime(`the messages of ${this.#from.peer} end`, this.#ended);
    // The number of dropped messages is known only if all were taken.
    if (isTail && !this.#areAll) return 0;
    const dropped = this.#areAll ? this.#taken.length - recorded.length : 0;
    assert.ok(isTail ? dropped >= 0 : dropped === 0, `${dropped} more messages than recorded`);
    const count = Math.min(recorded.length, this.#taken.length);
    for (let at = 0; at < count; at++)
      assert.ok(
        Buffer.from(this.#taken[at + dropped] ?? assert.fail()).equals(recorded[at] ?? assert.fail()),
        `message ${at}`,
      );
    return count;
  }

  async #take(): Promise<void> {
    const stream = await this.#engine.openMessages(this.#from.endpoint, this.#from.peer);
    for (let batches = this.#dice.oneIn(4) ? this.#dice.number(4) : Number.POSITIVE_INFINITY; batches > 0; batches--) {
      const { bytes, ends, state } = await this.#engine.takeMessages(stream);
      let begin = 0;
      for (const end of ends) {
        this.#taken.push(bytes.subarray(begin, end));
        begin = end;
      }
      this.#areAll = state === 'ended';
      if (this.#areAll) return;
      if (this.#dice.oneIn(3)) await pause(this.#dice.number(maxPauseMs));
    }
    await this.#engine.closeMessages(stream);
  }
}
