/** Sends files to the peers of one endpoint, and tries again what ended early. */
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions } from '../../core/transfer/transfer.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';
import { checkSendOptions } from './checkSendOptions.ts';
import { type FilesToOpen, filesToOpen } from './filesToOpen.ts';
import { sendFiles } from './outgoingFiles.ts';
import { peerInPlaceOf } from './peerInPlaceOf.ts';
import type { Spools } from './spools.ts';
import type { Transfer } from './transfer.ts';
import { Turns } from './turns.ts';

/** Each holds some megabytes of its file: more peers than this are served one after another. */
const maxAtOnce = 32;

export class OutgoingTransfers {
  readonly #spools: Spools;
  readonly #turns = new Turns(maxAtOnce);
  /** What was sent, by transfer: those that can be tried again. */
  readonly #sent = new Map<string, SendFilesOptions>();

  constructor(spools: Spools) {
    this.#spools = spools;
  }

  /**
   * One transfer a peer, listed and on its way. Rejects with a SocketError when a file can't be read, with a RangeError for options that
   * make no sense.
   */
  async send(peers: readonly Peer[], options: SendFilesOptions, context: EndpointContext): Promise<Transfer[]> {
    checkSendOptions(options, context.config.kind);
    const found = await filesToOpen(options.files, this.#spools);
    return peers.map(peer => this.#begin(peer, found, options, context));
  }

  /** Sends again, to the same peer or to the one that came in its place: of framed files those that are not there yet. */
  async retry(id: string, context: EndpointContext): Promise<Transfer> {
    const old = context.transfers.find(id);
    const options = this.#sent.get(id);
    if (!old?.canRetry || !options) throw new SocketError('NO_TRANSFER');
    const peer = peerInPlaceOf(old.peer, context);
    // Only once, however often it is asked for.
    this.#sent.delete(id);
    try {
      const found = await filesToOpen(options.files, this.#spools);
      const done = options.mode === 'framed' ? old.files.done : 0;
      const transfer = this.#begin(peer, found, options, context, done);
      context.transfers.forget(id);
      return transfer;
    } catch (error) {
      this.#sent.set(id, options);
      throw error;
    }
  }

  #begin(peer: Peer, found: FilesToOpen, options: SendFilesOptions, context: EndpointContext, done = 0): Transfer {
    const { name, path, size, files } = found;
    const about = { peer, direction: 'out', mode: options.mode, name, size, files: files.length } as const;
    const transfer = context.transfers.begin({ ...about, ...(path !== undefined && { path }) });
    transfer.retriable = true;
    for (const file of files.slice(0, done)) transfer.skip(file.size);
    for (const known of this.#sent.keys()) if (!context.transfers.find(known)) this.#sent.delete(known);
    this.#sent.set(transfer.id, options);
    const left = files.slice(done);
    void sendFiles({ transfer, peer, options, context, files: left, turns: this.#turns }).then(() => {
      if (transfer.snapshot.state === 'done') this.#sent.delete(transfer.id);
    });
    return transfer;
  }
}
