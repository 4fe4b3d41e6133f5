/** An in-memory `Memento`. */
import type { Memento } from 'vscode';

/** Stores copies, like VS Code, which writes values to disk. */
export function fakeMemento(kept = new Map<string, unknown>()): Memento {
  return {
    keys: () => [...kept.keys()],
    get: (key: string, fallback?: unknown) => structuredClone(kept.get(key)) ?? fallback,
    update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
  } as Memento;
}
