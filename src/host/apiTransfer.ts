/** A transfer as the public API gives it. */
import type { TransferSnapshot, TransferState } from '../core/transfer/transfer.ts';
import type { Transfer } from './api.ts';
import { withSentence } from './sentences.ts';
import { throughOf } from './transfers/sendOneFile.ts';
import type { Transfers } from './transfers/transfers.ts';

export class ApiTransfer implements Transfer {
  readonly id: string;
  readonly done: Promise<{ sha256?: string }>;
  readonly #transfers: Transfers;
  #last: TransferSnapshot;

  constructor(transfers: Transfers, transfer: TransferSnapshot) {
    this.id = transfer.id;
    this.#transfers = transfers;
    this.#last = transfer;
    this.done = throughOf(transfers, transfer.id);
    // Whoever doesn't wait for it is no bug: its state tells the same.
    this.done.catch(() => undefined);
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

  async cancel(): Promise<void> {
    try {
      await this.#transfers.endpoints.calls.cancelTransfer(this.id);
    } catch (error) {
      throw withSentence(error);
    }
    await this.done.catch(() => undefined /* as was asked for */);
  }

  get #snapshot(): TransferSnapshot {
    this.#last = this.#transfers.known.find(({ id }) => id === this.id) ?? this.#last;
    return this.#last;
  }
}
