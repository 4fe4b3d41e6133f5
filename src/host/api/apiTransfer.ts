/** A transfer as exposed by the public API. */
import { hasEnded, type TransferSnapshot, type TransferState } from '../../core/transfer/transferSnapshot.ts';
import type { Transfer } from '../api.ts';
import { withSentence } from '../shown/withSentence.ts';
import { outcomeOf, waitForOutcome } from '../transfers/transferOutcome.ts';
import type { Transfers } from '../transfers/transfers.ts';

export class ApiTransfer implements Transfer {
  readonly id: string;
  readonly #transfers: Transfers;
  #last: TransferSnapshot;
  #done: Promise<{ sha256?: string }> | undefined;

  constructor(transfers: Transfers, transfer: TransferSnapshot) {
    this.id = transfer.id;
    this.#transfers = transfers;
    this.#last = transfer;
  }

  get peer(): { readonly id: string; readonly address: string } {
    return { ...this.#snapshot.peer };
  }

  get direction(): 'in' | 'out' {
    return this.#snapshot.direction;
  }

  get name(): string {
    return this.#snapshot.name;
  }

  get path(): string | undefined {
    return this.#snapshot.path;
  }

  get size(): number | undefined {
    return this.#snapshot.size;
  }

  get bytes(): number {
    return this.#snapshot.bytes;
  }

  get state(): TransferState {
    return this.#snapshot.state;
  }

  /** Asks the engine only on demand: there may be thousands of transfers that ended long ago. */
  get done(): Promise<{ sha256?: string }> {
    const snapshot = this.#snapshot;
    this.#done ??= hasEnded(snapshot) ? outcomeOf(snapshot) : waitForOutcome(this.#transfers, this.id);
    // Reading `done` without awaiting it must not cause an unhandled rejection: `state` reports the failure, too.
    this.#done.catch(() => undefined);
    return this.#done;
  }

  async cancel(): Promise<void> {
    try {
      await this.#transfers.endpoints.engine.cancelTransfer(this.id);
    } catch (error) {
      throw withSentence(error);
    }
    await this.done.catch(() => undefined /* cancelled, as requested */);
  }

  get #snapshot(): TransferSnapshot {
    this.#last = this.#transfers.known.find(({ id }) => id === this.id) ?? this.#last;
    return this.#last;
  }
}
