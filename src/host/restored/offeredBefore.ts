/**
 * Remembers which endpoints were offered for reopening and haven't been started since. The engine keeps them as
 * suspended over any number of windows, but they weren't open in the last of these.
 */
import type { Memento } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { storedTexts } from '../stored.ts';

const memoryKey = 'offeredEndpoints';

export class OfferedBefore {
  readonly #memory: Memento;
  readonly #ids: Set<string>;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#ids = new Set(storedTexts(memory, memoryKey));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: Iterable<string>): void {
    const others = [...ids].filter(id => !this.#ids.has(id));
    for (const id of others) this.#ids.add(id);
    if (others.length > 0) this.#keep();
  }

  /** Forgets an endpoint that was started, so that the next window offers it again. */
  delete(id: string): void {
    if (this.#ids.delete(id)) this.#keep();
  }

  /** Forgets all other endpoints. */
  retain(ids: ReadonlySet<string>): void {
    const gone = [...this.#ids].filter(id => !ids.has(id));
    for (const id of gone) this.#ids.delete(id);
    if (gone.length > 0) this.#keep();
  }

  #keep(): void {
    unawaited(this.#memory.update(memoryKey, [...this.#ids]));
  }
}
