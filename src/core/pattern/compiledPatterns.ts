/**
 * Patterns that are compiled while one config is checked or used: each is compiled several times otherwise. They may be compiled ahead, a few
 * in each turn.
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
