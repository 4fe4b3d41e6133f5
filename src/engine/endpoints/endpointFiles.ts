/** Sends files from an endpoint, and retries transfers that ended early; opens the endpoint again where that needs another connection. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { acceptsConnections, isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import { hasEnded, type SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { Spools } from '../transfer/disk/spools.ts';
import { OutgoingTransfers } from '../transfer/outgoingTransfers.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { TransferList } from '../transfer/transferList.ts';
import type { EndpointContext } from './endpointContext.ts';
import type { EndpointLife } from './endpointLife.ts';
import type { PeerList } from './peerList.ts';
import type { SendOrder } from './sendOrder.ts';

export interface EndpointFilesParts {
  readonly spools: Spools;
  readonly life: EndpointLife;
  readonly peers: PeerList;
  readonly sendOrder: SendOrder;
  readonly transfers: TransferList;
  readonly transcript: Transcript;
  config(): EndpointConfig;
  /** @throws SocketError NOT_OPEN if the endpoint was never open. */
  context(): EndpointContext;
  snapshot(): EndpointSnapshot;
  open(): Promise<void>;
}

export class EndpointFiles {
  readonly #parts: EndpointFilesParts;
  readonly #outgoing: OutgoingTransfers;

  constructor(parts: EndpointFilesParts) {
    this.#parts = parts;
    this.#outgoing = new OutgoingTransfers(parts.spools);
  }

  /** See `Endpoint.sendFiles`. */
  async send(options: SendFilesOptions, target: SendTarget | undefined, toOne: boolean): Promise<Transfer[]> {
    const { life, sendOrder, config, context, snapshot } = this.#parts;
    const peers = await life.openSockets.targets(target);
    if (sendOrder.isQueueing) await sendOrder.whenQueued;
    this.#checkRoom();
    if (toOne && peers.length > 1)
      throw new SocketError('SEVERAL_PEERS', {
        kind: config().kind,
        peers: peers.length,
        endpoint: labelInSentence(snapshot()),
      });
    return this.#outgoing.send(peers, options, context());
  }

  /** See `Endpoint.retryTransfer`. */
  async retry(transfer: string): Promise<Transfer> {
    const { life, config, context } = this.#parts;
    const { address } = this.#outgoing.retriable(transfer, context()).peer;
    if (!acceptsConnections(config())) await this.#ensureSending();
    const { state } = life;
    if (state !== 'open') throw new SocketError('PEER_GONE', { address, state });
    this.#checkRoom();
    // A UDP socket can send to any address, whether it is listed or not.
    const [peer] = isStream(config()) ? [] : await life.openSockets.targets({ address });
    return this.#outgoing.retry(transfer, context(), peer);
  }

  /** A transfer has left the list: it can't be retried any more. */
  forget(transfer: string): void {
    this.#outgoing.forget(transfer);
  }

  dispose(): void {
    this.#outgoing.dispose();
  }

  /** Opens a client, or a socket, unless it can send. A connection that ends is replaced when the other transfers over it have ended. */
  async #ensureSending(): Promise<void> {
    const { life, transfers, open } = this.#parts;
    const { opening } = life;
    if (opening !== undefined) await opening;
    const isInUse = () => transfers.snapshots.some(one => !hasEnded(one));
    if (!life.isOpen || (this.#hasEnded && !isInUse())) await open();
    if (this.#hasEnded) throw new SocketError('STREAM_ENDED');
  }

  /** Whether its connection can carry nothing more, since one direction has ended. A client has one connection. */
  get #hasEnded(): boolean {
    const { peers, config } = this.#parts;
    const { open } = peers;
    return isStream(config()) && open.length > 0 && open.every(({ snapshot }) => snapshot.state !== 'open');
  }

  /** @throws SocketError DISK_FULL if nothing more can be recorded. */
  #checkRoom(): void {
    const { refusal } = this.#parts.transcript.room;
    if (refusal) throw refusal;
  }
}
