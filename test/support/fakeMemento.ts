/** What VS Code keeps for an extension, from one window to the next. */
import type { Memento } from 'vscode';

/** Stores copies, as VS Code does: it writes values to disk. */
export function fakeMemento(kept = new Map<string, unknown>()): Memento {
  return {
    keys: () => [...kept.keys()],
    get: (key: string, fallback?: unknown) => structuredClone(kept.get(key)) ?? fallback,
    update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
  } as Memento;
}
