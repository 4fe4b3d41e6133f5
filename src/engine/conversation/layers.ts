/** Calls the layers of a conversation, in their order. */
import { everyStep } from '../owned.ts';
import type { Layer } from './layer.ts';

type With<Method extends keyof Layer> = Layer & Required<Pick<Layer, Method>>;

export class Layers {
  #all: readonly Layer[] = [];
  #mayBeBusy: readonly Layer[] = [];
  #mayHoldReading: readonly Layer[] = [];
  /** Layers called for each read or message. */
  arrived: readonly With<'arrived'>[] = [];
  beforeFraming: readonly With<'beforeFraming'>[] = [];
  frame: readonly With<'frame'>[] = [];
  sending: readonly With<'sending'>[] = [];
  /** True if no layer keeps the bytes of a message that it is called with. */
  borrowFrames = true;

  /** True if a layer copies messages at present. */
  get copyFrames(): boolean {
    for (const { copiesFrames } of this.frame) if (copiesFrames) return true;
    return false;
  }

  add(...layers: readonly Layer[]): void {
    this.#become([...this.#all, ...layers]);
  }

  remove(layer: Layer): void {
    this.#become(this.#all.filter(one => one !== layer));
  }

  /** Calls all layers until one throws. */
  each(call: (layer: Layer) => void): void {
    for (const layer of this.#all) call(layer);
  }

  /** Calls all layers even if one throws. @throws the first error, at the end. */
  everyOne(call: (layer: Layer) => void): void {
    everyStep(...this.#all.map(layer => () => call(layer)));
  }

  cut(direction: 'in' | 'out'): void {
    for (const layer of this.#all) layer.cut?.(direction);
  }

  /** True if any layer is busy. Checked for each message. */
  get areBusy(): boolean {
    for (const layer of this.#mayBeBusy) if (layer.isBusy) return true;
    return false;
  }

  /** Pending while nothing may be read. */
  get holdsReading(): Promise<void> | undefined {
    for (const { holdsReading } of this.#mayHoldReading) if (holdsReading !== undefined) return holdsReading;
    return undefined;
  }

  /** Calls `then` when all layers have handled the messages so far. */
  whenIdle(then: () => void): void {
    this.#all.reduceRight((next, layer) => () => (layer.whenIdle ? layer.whenIdle(next) : next()), then)();
  }

  #become(layers: readonly Layer[]): void {
    this.#all = layers;
    this.#mayBeBusy = exactly(layers.filter(layer => 'isBusy' in layer));
    this.#mayHoldReading = exactly(layers.filter(layer => 'holdsReading' in layer));
    this.arrived = exactly(layers.filter((layer): layer is With<'arrived'> => layer.arrived !== undefined));
    this.beforeFraming = exactly(
      layers.filter((layer): layer is With<'beforeFraming'> => layer.beforeFraming !== undefined),
    );
    this.frame = exactly(layers.filter((layer): layer is With<'frame'> => layer.frame !== undefined));
    this.borrowFrames = this.frame.every(({ borrowsFrames }) => borrowsFrames);
    this.sending = exactly(layers.filter((layer): layer is With<'sending'> => layer.sending !== undefined));
  }
}

/** Returns the same list without room for more: `filter` reserves room for sixteen, for each of ten thousand peers. */
function exactly<One>(list: readonly One[]): readonly One[] {
  return list.slice();
}
