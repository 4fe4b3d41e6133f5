/** The transfers that the page knows, in the order in which they are shown. Immutable: each change creates a new list. */
import { hasEnded } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Number of ended ones that stay visible while the history is closed. */
const maxFresh = 3;

export class ShownTransfers {
  readonly #known: ReadonlyMap<string, PanelTransfer>;
  /** Those that changed while visible and haven't been hidden since. */
  readonly #fresh: ReadonlySet<string>;
  /** Those that were in progress when the user hid them. */
  readonly #hidden: ReadonlySet<string>;

  constructor(
    known: ReadonlyMap<string, PanelTransfer> = new Map(),
    fresh: ReadonlySet<string> = new Set(),
    hidden: ReadonlySet<string> = new Set(),
  ) {
    this.#known = known;
    this.#fresh = fresh;
    this.#hidden = hidden;
  }

  get size(): number {
    return this.#known.size;
  }

  get(id: string): PanelTransfer | undefined {
    return this.#known.get(id);
  }

  /** Returns it with those that changed, or are new. One that was hidden stays hidden unless the user has to know about it. */
  with(changed: readonly PanelTransfer[]): ShownTransfers {
    const seen = changed.filter(transfer => !this.#hidden.has(transfer.id) || needsUser(transfer)).map(({ id }) => id);
    return new ShownTransfers(
      new Map([...this.#known, ...changed.map(transfer => [transfer.id, transfer] as const)]),
      new Set([...this.#fresh, ...seen]),
      new Set([...this.#hidden].filter(id => !seen.includes(id))),
    );
  }

  without(id: string): ShownTransfers {
    const known = new Map([...this.#known].filter(([other]) => other !== id));
    return new ShownTransfers(known, this.#fresh, this.#hidden);
  }

  /** Replaces all items; `since` contains those that arrived while they were being listed, and are newer. */
  listed(all: readonly PanelTransfer[], since: readonly PanelTransfer[] = []): ShownTransfers {
    const known = new Map([...all, ...since].map(transfer => [transfer.id, transfer]));
    const among = (ids: ReadonlySet<string>) => new Set([...ids].filter(id => known.has(id)));
    return new ShownTransfers(known, among(this.#fresh), among(this.#hidden));
  }

  /** Returns it with all hidden while the history is closed, except those that wait for an answer. */
  putAway(): ShownTransfers {
    const hidden = [...this.#known.values()].filter(transfer => !hasEnded(transfer) && !needsUser(transfer));
    return new ShownTransfers(this.#known, new Set(), new Set(hidden.map(({ id }) => id)));
  }

  /** Those that wait for an answer, those in progress, those waiting for their turn; then the ended ones, newest first. */
  shown(history: boolean): PanelTransfer[] {
    const all = [...this.#known.values()];
    const ended = all.filter(hasEnded).sort((one, other) => endOf(other) - endOf(one));
    const fresh = ended.filter(({ id }) => this.#fresh.has(id)).slice(0, maxFresh);
    const moving = all.filter(transfer => !hasEnded(transfer) && (history || !this.#hidden.has(transfer.id)));
    return [...moving.sort(byTurn), ...(history ? ended : fresh)];
  }

  get isMoving(): boolean {
    return [...this.#known.values()].some(({ state }) => state === 'running');
  }
}

/** It waits for an answer, or something went wrong. */
function needsUser({ state }: PanelTransfer): boolean {
  return state === 'asking' || state === 'failed';
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
