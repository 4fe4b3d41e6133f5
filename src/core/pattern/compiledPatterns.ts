/**
 * Patterns of one config that were compiled, kept while it is checked or used: a check compiles each several times otherwise, and may compile them
 * ahead, a few in each turn.
 */
export class CompiledPatterns {
  readonly #outcomes = new Map<string, () => unknown>();

  /** Makes `compileOnce` return, or throw, what it did the first time while `run` runs. */
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

/** Patterns of the work under way, which ends in the same turn. */
let shared: CompiledPatterns | undefined;

/** Compiles what `key` stands for, unless that was done before in the same work. */
export function compileOnce<T>(key: string, compile: () => T): T {
  return shared ? shared.once(key, compile) : compile();
}

/** Runs something once. Returns a function that returns, or throws, as it did. */
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
