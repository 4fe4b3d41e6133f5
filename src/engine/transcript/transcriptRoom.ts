/** Whether a transcript has room for more: the disk keeps up, or is only slow, or can't be written. */
import type { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { RecordRoom } from '../conversation/recordRoom.ts';
import type { LogBudget } from './logBudget.ts';

export class TranscriptRoom implements RecordRoom {
  readonly #budget: Pick<LogBudget, 'saturated' | 'drained' | 'refusal' | 'roomChanged'>;
  readonly #record: (event: TranscriptEvent) => void;
  /** True if `sendingPaused` was recorded and there hasn't been room since. */
  #isPauseRecorded = false;

  constructor(
    budget: Pick<LogBudget, 'saturated' | 'drained' | 'refusal' | 'roomChanged'>,
    record: (event: TranscriptEvent) => void,
  ) {
    this.#budget = budget;
    this.#record = record;
  }

  get saturated(): boolean {
    return this.#budget.saturated;
  }

  /** DISK_FULL if the disk can't be written and no more may wait for it. Undefined if there is room, or if the disk is only slow. */
  get refusal(): SocketError | undefined {
    return this.#budget.refusal;
  }

  /** Resolves when there is room again, or when writing to the disk begins to fail. */
  roomChanged(): Promise<void> {
    return this.#budget.roomChanged();
  }

  /** Records that sending waits until the disk can be written again; once until there is room. */
  sendingPaused({ failure }: SocketError): void {
    if (this.#isPauseRecorded) return;
    this.#isPauseRecorded = true;
    this.#record({ code: 'sendingPaused', failure });
    void this.#budget.drained().then(() => {
      this.#isPauseRecorded = false;
    });
  }
}
