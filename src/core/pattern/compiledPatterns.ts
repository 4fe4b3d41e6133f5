/**
 * Keeps the compiled patterns of one config while it is checked or used. A check would otherwise compile each one
 * several times, and may compile them ahead, a few per turn.
 */
export class CompiledPatterns {
  readonly #outcomes = new Map<string, () => unknown>();

  /** While `run` runs, `compileOnce` returns or throws what it did the first time. */
  sharedBy<T>(run: () => T): T {
    const before = shared;
    shared = this;
    try {
      return run();
    } finally {
      shared = before;
    }
  }

  once<T>(key: string, compile: () => T): T {
    const known = this.#outcomes.get(key) ?? outcomeOf(compile);
    this.#outcomes.set(key, known);
    return known() as T;
  }
}

/** Set while work runs that shares compiled patterns; it ends in the same turn. */
let shared: CompiledPatterns | undefined;

/** Compiles what `key` stands for, unless the same work has already compiled it. */
export function compileOnce<T>(key: string, compile: () => T): T {
  return shared ? shared.once(key, compile) : compile();
}

/** Runs a function once. Returns one that returns or throws the same. */
export function outcomeOf<T>(run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
