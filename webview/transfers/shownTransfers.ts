/** The transfers known to the page, in the order in which they are shown. Immutable: each change creates a new list. */
import { hasEnded } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

/** Maximum number of ended transfers that stay visible while the history is closed. */
const maxFresh = 3;

export class ShownTransfers {
  readonly #known: ReadonlyMap<string, PanelTransfer>;
  /** Ids of transfers that changed while visible and haven't been hidden since. */
  readonly #fresh: ReadonlySet<string>;
  /** Ids of transfers that were in progress when the user hid them. */
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

  /**
   * Returns the list with transfers that have changed or are new. A hidden one stays hidden unless it needs the user.
   */
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

  /** Returns a list of all transfers; `since` contains newer snapshots that arrived while they were being requested. */
  listed(all: readonly PanelTransfer[], since: readonly PanelTransfer[] = []): ShownTransfers {
    const known = new Map([...all, ...since].map(transfer => [transfer.id, transfer]));
    const among = (ids: ReadonlySet<string>) => new Set([...ids].filter(id => known.has(id)));
    return new ShownTransfers(known, among(this.#fresh), among(this.#hidden));
  }

  /** Returns the list with all transfers hidden while the history is closed, except for those waiting for an answer. */
  putAway(): ShownTransfers {
    const hidden = [...this.#known.values()].filter(transfer => !hasEnded(transfer) && !needsUser(transfer));
    return new ShownTransfers(this.#known, new Set(), new Set(hidden.map(({ id }) => id)));
  }

  /**
   * Returns transfers waiting for an answer, those in progress and those waiting for their turn, then ended ones,
   * newest first.
   */
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

/** Whether a transfer waits for an answer, or has failed. */
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
