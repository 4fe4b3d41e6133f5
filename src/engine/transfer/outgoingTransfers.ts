/** Sends files to the peers of one endpoint, and tries again what ended early. */
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions } from '../../core/transfer/transfer.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';
import { type FilesToOpen, filesToOpen } from './filesToOpen.ts';
import { sendFiles } from './outgoingFiles.ts';
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

  /** One transfer a peer, listed and on its way. Rejects with a SocketError when a file can't be read. */
  async send(peers: readonly Peer[], options: SendFilesOptions, context: EndpointContext): Promise<Transfer[]> {
    const isStream = context.config.kind !== 'udp';
    if (isStream === (options.mode === 'datagrams'))
      throw new RangeError(isStream ? 'a stream has no datagrams' : 'UDP sends files as datagrams');
    const found = await filesToOpen(options.files, this.#spools);
    return peers.map(peer => this.#begin(peer, found, options, context));
  }

  /** Sends again, to the same peer or to the one that came in its place. */
  async retry(id: string, context: EndpointContext): Promise<Transfer> {
    const old = context.transfers.find(id);
    const options = this.#sent.get(id);
    if (!old || !options || !old.canRetry) throw new SocketError('NO_TRANSFER');
    const [transfer] = await this.send([peerInPlaceOf(old.peer, context)], options, context);
    if (!transfer) throw new SocketError('NO_TRANSFER');
    context.transfers.forget(id);
    this.#sent.delete(id);
    return transfer;
  }

  #begin(peer: Peer, found: FilesToOpen, options: SendFilesOptions, context: EndpointContext): Transfer {
    const { name, path, size, files } = found;
    const about = { peer, direction: 'out', mode: options.mode, name, size, files: files.length } as const;
    const transfer = context.transfers.begin({ ...about, ...(path !== undefined && { path }) });
    transfer.retriable = true;
    for (const known of this.#sent.keys()) if (!context.transfers.find(known)) this.#sent.delete(known);
    this.#sent.set(transfer.id, options);
    void this.#run(transfer, () => sendFiles({ transfer, peer, options, context, files }));
    return transfer;
  }

  async #run(transfer: Transfer, send: () => Promise<void>): Promise<void> {
    try {
      const endTurn = await this.#turns.take(transfer.signal);
      await send().finally(endTurn);
    } catch (error) {
      transfer.fail(SocketError.from(error, 'send', transfer.peer.address));
    }
    if (transfer.snapshot.state === 'done') this.#sent.delete(transfer.id);
  }
}

/** @throws SocketError NO_PEER when it has gone and no other can be meant. */
function peerInPlaceOf({ id, address }: { id: string; address: string }, { peers }: EndpointContext): Peer {
  const same = peers.open.find(peer => peer.id === id || peer.address === address);
  const [only, another] = peers.open;
  const found = same ?? (another ? undefined : only);
  if (!found) throw new SocketError('NO_PEER', { peer: id, address });
  return found;
}
