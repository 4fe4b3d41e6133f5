/** Sends files to the peers of one endpoint, and retries transfers that ended early. */
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import { noConversation, startOwned } from '../owned.ts';
import { checkSendOptions } from './checkSendOptions.ts';
import { type FilesToOpen, filesToOpen } from './disk/filesToOpen.ts';
import type { Spools } from './disk/spools.ts';
import { endEarly } from './endEarly.ts';
import { peerInPlaceOf } from './peerInPlaceOf.ts';
import { runTransfer } from './runTransfer.ts';
import type { Transfer } from './transfer.ts';
import type { TransferContext } from './transferContext.ts';
import type { TransferList } from './transferList.ts';

interface Sent {
  readonly transfer: Transfer;
  readonly options: SendFilesOptions;
  readonly found: FilesToOpen;
}

export class OutgoingTransfers {
  readonly #spools: Spools;
  /** Transfers that are in progress or can be retried. */
  readonly #sent = new Map<string, Sent>();

  constructor(spools: Spools) {
    this.#spools = spools;
  }

  /**
   * Starts and lists one transfer per peer. Rejects with a SocketError if a file can't be read, and with a RangeError
   * for invalid options.
   */
  async send(peers: readonly Peer[], options: SendFilesOptions, context: TransferContext): Promise<Transfer[]> {
    checkSendOptions(options, context.config);
    const found = await filesToOpen(options.files, this.#spools);
    return peers.map(peer => this.#begin(peer, found, options, context));
  }

  /** Returns a transfer that can be retried. @throws SocketError NO_TRANSFER. */
  retriable(id: string, context: TransferContext): Transfer {
    return this.#retriable(id, context).transfer;
  }

  /** Sends a transfer again, to `to`, the same peer or its replacement; framed files only if they haven't arrived. */
  async retry(id: string, context: TransferContext, to?: Peer): Promise<Transfer> {
    const sent = this.#retriable(id, context);
    const { options, transfer: old } = sent;
    // The endpoint may be of another kind by now.
    checkSendOptions(options, context.config);
    const peer = to ?? peerInPlaceOf(old.peer, context);
    // It is retried only once, even if that is requested several times.
    this.#sent.delete(id);
    try {
      const done = options.mode === 'framed' ? old.done : { files: 0, bytes: 0 };
      // The files that arrived are the first ones of the same list.
      const found = done.files > 0 ? sent.found : await filesToOpen(options.files, this.#spools);
      const transfer = this.#begin(peer, found, options, context, done);
      context.transfers.forget(id);
      this.#release(options);
      return transfer;
    } catch (error) {
      this.#sent.set(id, sent);
      // The list may have been cleared in the meantime.
      if (!context.transfers.find(id)) this.forget(id);
      throw error;
    }
  }

  /** Called when a transfer can no longer be retried. */
  forget(id: string): void {
    const sent = this.#sent.get(id);
    this.#sent.delete(id);
    if (sent) this.#release(sent.options);
  }

  /** Called when nothing can be retried any more. */
  dispose(): void {
    for (const id of this.#sent.keys()) this.forget(id);
  }

  #begin(
    peer: Peer,
    found: FilesToOpen,
    options: SendFilesOptions,
    context: TransferContext,
    done?: { readonly files: number; readonly bytes: number },
  ): Transfer {
    this.#hold(options);
    const { name, path, mediaType, size, files } = found;
    const about = { peer, direction: 'out', mode: options.mode, name, size, files: files.length, done } as const;
    const transfer = this.#listed({ ...about, ...(path !== undefined && { path }) }, options, context);
    if (mediaType !== undefined) transfer.learn({ mediaType });
    const spools = options.files.flatMap(file => ('spool' in file ? [file.spool] : []));
    // A cancelled transfer of spooled files can't be retried: their remaining bytes needn't be delivered.
    transfer.isRetriableAfter = state =>
      (state === 'failed' && spools.every(spool => this.#spools.isPromised(spool))) ||
      (state === 'cancelled' && spools.length === 0);
    this.#sent.set(transfer.id, { transfer, options, found });
    const left = files.slice(done?.files);
    const failed = (failure: SocketError) => endEarly(transfer, peer, context, failure);
    startOwned({ failed }, 'outgoingTransfers.send', async () => {
      await runTransfer({ transfer, peer, options, context, files: left });
      if (!transfer.snapshot.canRetry) this.forget(transfer.id);
    });
    return transfer;
  }

  /** @throws SocketError NO_ENDPOINT if the endpoint was removed in the meantime. */
  #listed(about: Parameters<TransferList['begin']>[0], options: SendFilesOptions, context: TransferContext): Transfer {
    try {
      return context.transfers.begin(about);
    } catch (error) {
      this.#release(options);
      throw error;
    }
  }

  #retriable(id: string, { transfers }: TransferContext): Sent {
    const sent = this.#sent.get(id);
    // `canRetry` is from when it ended: spooled bytes that are gone since have an error of their own.
    if (!sent || !transfers.find(id)?.canRetry) throw new SocketError('NO_TRANSFER');
    return sent;
  }

  /** @throws SocketError SPOOL_ABANDONED. */
  #hold({ files }: SendFilesOptions): void {
    for (const file of files) if ('spool' in file) this.#spools.find(file.spool);
    for (const file of files) if ('spool' in file) this.#spools.hold(file.spool);
  }

  #release({ files }: SendFilesOptions): void {
    const release = (spool: string) =>
      startOwned(noConversation, 'outgoingTransfers.release', () => this.#spools.release(spool));
    for (const file of files) if ('spool' in file) release(file.spool);
  }
}
