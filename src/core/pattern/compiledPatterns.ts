/**
 * Keeps the compiled patterns of one config while it is checked or used. A check would otherwise compile each one
 * several times, and may compile them ahead, a few per turn.
 */
import { resultOf } from '../resultOf.ts';

export class CompiledPatterns {
  readonly #results = new Map<string, () => unknown>();

  /** Returns, or throws, what the first call with this key did. */
  once<T>(key: string, compile: () => T): T {
    const known = this.#results.get(key) ?? resultOf(compile);
    this.#results.set(key, known);
    return known() as T;
  }
}
