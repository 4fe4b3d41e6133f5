/** Starts and controls transfers for the host, and takes the bytes of files without a path. */
import type { FileTransferCalls } from '../../core/calls/fileTransferCalls.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import type {
  ReceiveSettings,
  SendFilesOptions,
  TransferAnswer,
  TransferSnapshot,
} from '../../core/transfer/transferSnapshot.ts';
import type { EngineParts } from '../engineParts.ts';

export class FileTransferService implements FileTransferCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #transfers: EngineParts['transfers'];
  readonly #spools: EngineParts['spools'];

  constructor({ endpoints, transfers, spools }: Pick<EngineParts, 'endpoints' | 'transfers' | 'spools'>) {
    this.#endpoints = endpoints;
    this.#transfers = transfers;
    this.#spools = spools;
  }

  async sendFiles(
    id: string,
    options: SendFilesOptions,
    target?: SendTarget,
    toOne?: boolean,
  ): Promise<TransferSnapshot[]> {
    const transfers = await this.#endpoints.find(id).sendFiles(options, target, toOne);
    return transfers.map(({ snapshot }) => snapshot);
  }

  async openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string> {
    return this.#spools.open(name, sizeBytes, modifiedMs);
  }

  async spool(spool: string, bytes: Uint8Array): Promise<void> {
    await this.#spools.append(spool, bytes);
  }

  async closeSpool(spool: string, complete: boolean): Promise<void> {
    await this.#spools.close(spool, complete);
  }

  async transfers(id: string): Promise<TransferSnapshot[]> {
    return this.#endpoints.find(id).transfers.snapshots;
  }

  async transferEnded(transfer: string): Promise<TransferSnapshot> {
    return this.#transfers.ended(transfer);
  }

  async pauseTransfer(transfer: string): Promise<TransferSnapshot> {
    this.#transfers.current(transfer)?.pause();
    return this.#transfers.find(transfer);
  }

  async resumeTransfer(transfer: string): Promise<TransferSnapshot> {
    this.#transfers.current(transfer)?.resume();
    return this.#transfers.find(transfer);
  }

  async cancelTransfer(transfer: string): Promise<void> {
    this.#transfers.current(transfer)?.cancel();
  }

  async retryTransfer(transfer: string): Promise<TransferSnapshot> {
    return (await this.#transfers.endpointOf(transfer).retryTransfer(transfer)).snapshot;
  }

  async answerTransfer(transfer: string, answer: TransferAnswer): Promise<void> {
    this.#transfers.current(transfer)?.answer(answer);
  }

  async clearTransfers(id: string): Promise<void> {
    this.#endpoints.find(id).transfers.clear();
  }

  async setReceiveSettings(settings: ReceiveSettings): Promise<void> {
    this.#transfers.receiving = settings;
  }
}
