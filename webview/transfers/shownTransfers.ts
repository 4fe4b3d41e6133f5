/** The transfers that the page knows, in the order in which they are shown. Immutable: each change creates a new list. */
import { hasEnded } from '../../src/core/transfer/transfer.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Number of ended ones that stay visible while the history is closed. */
const maxFresh = 3;

export class ShownTransfers {
  readonly #known: ReadonlyMap<string, PanelTransfer>;
  /** Those that changed while visible and haven't been hidden since. */
  readonly #fresh: ReadonlySet<string>;

  constructor(known: ReadonlyMap<string, PanelTransfer> = new Map(), fresh: ReadonlySet<string> = new Set()) {
    this.#known = known;
    this.#fresh = fresh;
  }

  get size(): number {
    return this.#known.size;
  }

  get(id: string): PanelTransfer | undefined {
    return this.#known.get(id);
  }

  /** Returns it with those that changed, or are new. */
  with(changed: readonly PanelTransfer[]): ShownTransfers {
    const ids = changed.map(({ id }) => id);
    return new ShownTransfers(
      new Map([...this.#known, ...changed.map(transfer => [transfer.id, transfer] as const)]),
      new Set([...this.#fresh, ...ids]),
    );
  }

  without(id: string): ShownTransfers {
    return new ShownTransfers(new Map([...this.#known].filter(([known]) => known !== id)), this.#fresh);
  }

  /** Replaces all items; `since` contains those that arrived while they were being listed, and are newer. */
  listed(all: readonly PanelTransfer[], since: readonly PanelTransfer[] = []): ShownTransfers {
    const known = new Map([...all, ...since].map(transfer => [transfer.id, transfer]));
    return new ShownTransfers(known, new Set([...this.#fresh].filter(id => known.has(id))));
  }

  /** Returns it without the ended ones that are visible while the history is closed. */
  putAway(): ShownTransfers {
    return new ShownTransfers(this.#known);
  }

  /** Those that wait for an answer, those in progress, those waiting for their turn; then the ended ones, newest first. */
  shown(history: boolean): PanelTransfer[] {
    const all = [...this.#known.values()];
    const ended = all.filter(hasEnded).sort((one, other) => endOf(other) - endOf(one));
    const fresh = ended.filter(({ id }) => this.#fresh.has(id)).slice(0, maxFresh);
    return [...all.filter(transfer => !hasEnded(transfer)).sort(byTurn), ...(history ? ended : fresh)];
  }

  get isMoving(): boolean {
    return [...this.#known.values()].some(({ state }) => state === 'running');
  }
}

function endOf({ endedMs, queuedMs }: PanelTransfer): number {
  return endedMs ?? queuedMs;
}

function byTurn(one: PanelTransfer, other: PanelTransfer): number {
  return turn(one) - turn(other) || one.queuedMs - other.queuedMs;
}

function turn({ state }: PanelTransfer): number {
  if (state === 'asking') return 0;
  return state === 'queued' ? 2 : 1;
}
