/** Calls that send files, and observe and control transfers in both directions. */
import type { SendTarget } from '../endpointSnapshot.ts';
import type {
  ReceiveSettings,
  SendFilesOptions,
  TransferAnswer,
  TransferSnapshot,
} from '../transfer/transferSnapshot.ts';

export interface FileTransferCalls {
  /**
   * Starts one transfer to each target peer, which sends its files one after another. Resolves when the transfers are
   * listed, queued or running. Rejects with SEVERAL_PEERS if the target stands for several and `toOne` is set.
   */
  sendFiles(id: string, options: SendFilesOptions, target?: SendTarget, toOne?: boolean): Promise<TransferSnapshot[]>;
  /**
   * Creates a spool for a file whose bytes the caller delivers, since it has no path for it. Returns the spool's id.
   */
  openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string>;
  /** Adds the next bytes; resolves when they are on disk. Rejects with WRONG_SIZE for more than was announced. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  /** Ends a spool: either all bytes have been delivered (`complete`), or the caller that delivered them is gone. */
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Returns the endpoint's transfers, oldest first, including those of earlier windows. */
  transfers(id: string): Promise<TransferSnapshot[]>;
  /** Resolves when the transfer has ended, whatever the outcome. Rejects with NO_TRANSFER if it doesn't exist. */
  transferEnded(transfer: string): Promise<TransferSnapshot>;
  /** Returns the state afterwards: paused, unless the transfer has ended. */
  pauseTransfer(transfer: string): Promise<TransferSnapshot>;
  resumeTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Does nothing if the transfer has ended. */
  cancelTransfer(transfer: string): Promise<void>;
  /**
   * Retries a transfer that ended early, with the same peer or its replacement; the new transfer replaces the old one. A closed client
   * reconnects for it; a client of a server must reconnect by itself, otherwise this rejects with PEER_GONE.
   */
  retryTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Answers a transfer's question. */
  answerTransfer(transfer: string, answer: TransferAnswer): Promise<void>;
  /** Removes ended transfers from the list; received files stay. */
  clearTransfers(id: string): Promise<void>;
  setReceiveSettings(settings: ReceiveSettings): Promise<void>;
}
