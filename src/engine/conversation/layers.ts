/** Calls the layers of a conversation, in their order. */
import { everyStep } from '../owned.ts';
import type { Layer } from './layer.ts';

/** What is called for each read or message. */
const frequent = ['arrived', 'bytes', 'frame', 'sending'] as const;

type Frequent = (typeof frequent)[number];

export class Layers {
  #all: readonly Layer[] = [];
  /** Those that have the method. */
  readonly #with = new Map<Frequent, readonly Layer[]>();

  get all(): readonly Layer[] {
    return this.#all;
  }

  add(...layers: readonly Layer[]): void {
    this.#become([...this.#all, ...layers]);
  }

  remove(layer: Layer): void {
    this.#become(this.#all.filter(one => one !== layer));
  }

  having(method: Frequent): readonly Layer[] {
    return this.#with.get(method) ?? [];
  }

  /** Calls all of them, whether or not one throws. @throws the first error, at the end. */
  each(call: (layer: Layer) => void): void {
    everyStep(...this.#all.map(layer => () => call(layer)));
  }

  get areBusy(): boolean {
    return this.#all.some(({ isBusy }) => isBusy);
  }

  get busy(): Promise<void> | undefined {
    for (const { busy } of this.#all) if (busy !== undefined) return busy;
    return undefined;
  }

  /** Calls back when all of them have dealt with the messages so far. */
  whenIdle(then: () => void): void {
    this.#all.reduceRight((next, layer) => () => (layer.whenIdle ? layer.whenIdle(next) : next()), then)();
  }

  #become(layers: readonly Layer[]): void {
    this.#all = layers;
    for (const method of frequent)
      this.#with.set(
        method,
        layers.filter(layer => layer[method]),
      );
  }
}
