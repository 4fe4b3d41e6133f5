import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import type { FrameReader } from '../../../../src/engine/conversation/frameReader.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { endpoint, lf, type Receiver, readerOf } from './frameReceiver.ts';

describe('a frame reader, left to chance,', () => {
  afterEach(() => mock.restoreAll());

  it('keeps the order of frames, with their framings and configs, whatever happens when', async () => {
    let changesInBetween = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = new Random(seed);
      shortTurns(random.upTo(150));
      const run = new RandomRun(random);
      changesInBetween += await run.run();
      assert.deepEqual(run.receiver.log, run.expected, `seed ${seed}`);
      mock.restoreAll();
    }
    assert.ok(changesInBetween > 100, `frames waited at ${changesInBetween} changes`);
  });
});

class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed * 2654435761;
  }

  /** A number from 1 to `most`. */
  upTo(most: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return 1 + Math.floor((this.#state / 2 ** 32) * most);
  }

  of<T>(all: readonly T[]): T {
    return all[this.upTo(all.length) - 1] as T;
  }
}

const framings: readonly Framing[] = [lf, { line: 'any' }, { fixed: 3 }, { delimiter: '0a62' }, 'none', 'slip'];

const byteValues = [10, 10, 10, 13, 97, 98, 0xc0];

/** Does random things to a reader, and to a decoder that delivers at once. */
class RandomRun {
  readonly receiver: Receiver;
  readonly expected: string[] = [];
  readonly #random: Random;
  readonly #reader: FrameReader;
  #decoder = framingFor(lf).decoder(defaultMaxFrameBytes);
  #acts = 0;

  constructor(random: Random) {
    this.#random = random;
    ({ reader: this.#reader, receiver: this.receiver } = readerOf());
    this.receiver.config = { ...endpoint, name: 'the first' };
  }

  /** Resolves with how often the framing was changed while frames waited. */
  async run(): Promise<number> {
    let changesInBetween = 0;
    for (let steps = this.#random.upTo(30); steps > 0; steps--) {
      const step = this.#random.of(['read', 'read', 'change', 'configure', 'busy', 'turn', 'act'] as const);
      if (step === 'change' && this.#reader.isWaiting) changesInBetween++;
      await this[step]();
    }
    const how = this.#random.of(['end', 'finish'] as const);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#expect(this.#decoder.end(0));
    if (how === 'end') this.receiver.isBusy = false;
    this.#reader[how](resolve);
    await promise;
    assert.ok(!this.#reader.isWaiting);
    return changesInBetween;
  }

  read(): void {
    const bytes = new Uint8Array(this.#random.upTo(2000));
    for (let at = 0; at < bytes.length; at++) bytes[at] = this.#random.of(byteValues);
    this.#expect(this.#decoder.push(bytes, 0));
    this.#reader.read(bytes);
  }

  change(): void {
    const framing = this.#random.of(framings);
    this.#expect(this.#decoder.end(0));
    this.#decoder = framingFor(framing).decoder(defaultMaxFrameBytes);
    this.#reader.change(framing);
  }

  configure(): void {
    this.receiver.config = { ...endpoint, name: `config ${this.#random.upTo(1000)}` };
  }

  busy(): void {
    this.receiver.isBusy = !this.receiver.isBusy;
    if (!this.receiver.isBusy) this.#reader.deliverWaiting();
  }

  turn(): Promise<void> {
    return setImmediate();
  }

  act(): void {
    const name = `(${++this.#acts})`;
    this.expected.push(name);
    this.#reader.behind(() => this.receiver.log.push(name));
  }

  #expect(frames: readonly Frame[]): void {
    for (const { bytes } of frames)
      this.expected.push(`${Buffer.from(bytes).toString('latin1')} by ${this.receiver.config.name}`);
  }
}
