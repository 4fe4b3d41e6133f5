/** What VS Code keeps for an extension, from one window to the next. */
import type { Memento } from 'vscode';

/** What is kept is a copy, as with VS Code, which writes it to its storage. */
export function fakeMemento(kept = new Map<string, unknown>()): Memento {
  return {
    keys: () => [...kept.keys()],
    get: (key: string, fallback?: unknown) => structuredClone(kept.get(key)) ?? fallback,
    update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
  } as Memento;
}
