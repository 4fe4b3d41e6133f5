/** Transfers as the host knows them, by endpoint, oldest first. */
import type { SocketFailure } from '../../core/errorParams.ts';
import { maxEndedTransfers } from '../../core/limits.ts';
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';

export class TransferMirror {
  readonly #byEndpoint = new Map<string, Map<string, TransferSnapshot>>();

  get all(): TransferSnapshot[] {
    return [...this.#byEndpoint.values()].flatMap(transfers => [...transfers.values()]);
  }

  of(endpoint: string): TransferSnapshot[] {
    return [...(this.#byEndpoint.get(endpoint)?.values() ?? [])];
  }

  find(id: string): TransferSnapshot | undefined {
    return this.all.find(transfer => transfer.id === id);
  }

  /** Updates some transfers. Returns them as they are known now. */
  take(changed: readonly TransferSnapshot[]): TransferSnapshot[] {
    const taken = changed.map(transfer => {
      const known = this.#byEndpoint.get(transfer.endpoint) ?? new Map<string, TransferSnapshot>();
      const before = known.get(transfer.id);
      // The next engine knows only how such a transfer began.
      const now = before && wentWithEngine(before) ? before : transfer;
      this.#byEndpoint.set(transfer.endpoint, known.set(transfer.id, now));
      return now;
    });
    for (const endpoint of new Set(changed.map(transfer => transfer.endpoint))) this.#dropOldest(endpoint);
    return taken;
  }

  /**
   * Replaces an endpoint's transfers with all that the engine knows. Those that failed with an earlier engine are kept.
   */
  replace(endpoint: string, transfers: readonly TransferSnapshot[]): void {
    const lost = this.of(endpoint).filter(wentWithEngine);
    this.#byEndpoint.delete(endpoint);
    this.take([...lost, ...transfers].sort((one, other) => one.queuedMs - other.queuedMs));
  }

  /** Removes an endpoint's ended transfers. */
  clear(endpoint: string): void {
    const known = this.#byEndpoint.get(endpoint);
    for (const transfer of this.of(endpoint)) if (hasEnded(transfer)) known?.delete(transfer.id);
  }

  /** Marks an endpoint's unfinished transfers as failed; returns them. */
  fail(endpoint: string, failure: SocketFailure, nowMs: number): TransferSnapshot[] {
    const failed = this.of(endpoint)
      .filter(transfer => !hasEnded(transfer))
      .map(({ asks: _, ...transfer }): TransferSnapshot => {
        return { ...transfer, state: 'failed', failure, canRetry: false, bytesPerSecond: 0, endedMs: nowMs };
      });
    this.take(failed);
    return failed;
  }

  #dropOldest(endpoint: string): void {
    const ended = this.of(endpoint).filter(hasEnded);
    for (const { id } of ended.slice(0, -maxEndedTransfers)) this.#byEndpoint.get(endpoint)?.delete(id);
  }

  /** Returns false if the transfer isn't known. */
  remove(id: string): boolean {
    return [...this.#byEndpoint.values()].some(transfers => transfers.delete(id));
  }

  keepOnly(isListed: (endpoint: string) => boolean): void {
    for (const endpoint of this.#byEndpoint.keys()) if (!isListed(endpoint)) this.#byEndpoint.delete(endpoint);
  }
}

function wentWithEngine({ failure }: TransferSnapshot): boolean {
  return failure?.code === 'ENGINE_STOPPED';
}
