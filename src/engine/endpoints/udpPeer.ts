/** One address that a UDP socket receives from or sends to. Every datagram is a frame, including empty ones. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { encodedFrame } from '../../core/framing/encodedFrame.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { maxDatagramBytes } from '../../core/transfer/datagramPace.ts';
import { Answering, type SendAnswer } from '../answers/answering.ts';
import { OwnAnswerGuard } from '../answers/ownAnswerGuard.ts';
import { type Lane, type LaneUse, Outbox, type OutboxSink, type OutgoingFrame } from '../conversation/outbox.ts';
import { noTraffic, type Peer } from '../conversation/peer.ts';
import type { RecordRoom } from '../conversation/recordRoom.ts';
import { everyStep, owned } from '../owned.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import { datagramFailure } from './datagramFailure.ts';
import type { EndpointContext } from './endpointContext.ts';
import { TlsWatch } from './tlsWatch.ts';

/** Hands one datagram to the kernel. */
export type SendDatagram = (datagram: Uint8Array, taken: (error?: Error | null) => void) => void;

export class UdpPeer implements Peer, OutboxSink {
  readonly number: number;
  readonly id: string;
  readonly address: string;
  readonly #context: EndpointContext;
  readonly #sendDatagram: SendDatagram;
  readonly #forget: (peer: UdpPeer) => void;
  readonly #outbox: Outbox;
  readonly #answering: Answering;
  readonly intake = undefined;
  readonly files = undefined;
  readonly #traffic = noTraffic();
  readonly #connectedAt = Date.now();
  #closed = false;

  /** `isOwnAddress` if the socket sends to itself there. */
  constructor(
    identity: TranscriptPeer,
    context: EndpointContext,
    sendDatagram: SendDatagram,
    forget: (peer: UdpPeer) => void,
    isOwnAddress = false,
  ) {
    this.number = identity.number;
    this.id = identity.id;
    this.address = identity.address;
    this.#context = context;
    this.#sendDatagram = sendDatagram;
    this.#forget = forget;
    this.#outbox = new Outbox(this, context.config.maxQueuedBytes ?? defaultMaxQueuedBytes, this.address);
    const sendAnswer: SendAnswer = (frame, origin, delayMs) => this.#send(frame, origin, delayMs);
    this.#answering = new Answering(context, this, sendAnswer, isOwnAddress ? new OwnAnswerGuard() : undefined);
  }

  get room(): RecordRoom {
    return this.#context.transcript;
  }

  get snapshot(): PeerSnapshot {
    const { bytesIn, bytesOut } = this.#traffic;
    const state = this.#closed ? 'closed' : 'open';
    return { id: this.id, address: this.address, state, bytesIn, bytesOut, connectedAt: this.#connectedAt };
  }

  failed(failure: SocketError): void {
    if (this.#closed) return;
    everyStep(
      () => this.#context.transcript.event({ code: 'peerFailed', failure: failure.failure }, this),
      () => this.#context.transfers.stopWith(this, failure),
      () => this.#end(),
    );
  }

  readonly received = owned(this, 'udpPeer.received', (datagram: Uint8Array) => this.#received(datagram));

  #received(datagram: Uint8Array): void {
    const { traffic } = this.#context;
    this.#traffic.bytesIn += datagram.length;
    this.#traffic.framesIn++;
    traffic.bytesIn += datagram.length;
    traffic.framesIn++;
    this.#context.transcript.frame({ direction: 'in', peer: this, bytes: datagram, continues: false });
    if (this.#traffic.framesIn === 1) {
      this.#context.peers.heard(this);
      new TlsWatch(this, this.#context).sawDatagram(datagram);
    }
    this.#answering.received(datagram);
    this.#context.changed();
  }

  send(data: Uint8Array): Promise<void> {
    return this.#send(data, 'send', 0);
  }

  end(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.address });
  }

  reset(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.address });
  }

  abort(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.address });
  }

  configure({ maxQueuedBytes = defaultMaxQueuedBytes }: EndpointConfig): void {
    this.#outbox.limitTo(maxQueuedBytes);
  }

  divert(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.address });
  }

  watch(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.address });
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    return this.#outbox.lane(signal, use);
  }

  async disconnect(): Promise<void> {
    this.#end();
  }

  write({ frame, origin }: OutgoingFrame, taken: (error?: Error | null) => void): void {
    this.#answering.sent(frame, origin);
    this.#context.transcript.frame({ direction: 'out', peer: this, bytes: frame, origin, continues: false });
    this.#sendDatagram(frame, error => {
      if (!error) {
        this.#sent(frame.length);
        return taken();
      }
      const failure = this.#notSent(error);
      // The row above shows it as sent. A failed reply is reported by the code that replies.
      if (origin === 'send') this.#context.transcript.event({ code: 'sendFailed', failure: failure.failure }, this);
      taken(failure);
    });
  }

  /** One datagram per part. */
  carry(parts: readonly Uint8Array[], taken: (error?: Error | null) => void): void {
    let waiting = parts.length;
    const failed = (error: Error) => taken(this.#notSent(error));
    for (const part of parts) {
      this.#sendDatagram(part, error => {
        waiting--;
        if (error) return failed(error);
        this.#sent(part.length);
        if (waiting === 0) taken();
      });
    }
  }

  finish(): void {
    // Datagrams have no end of stream.
  }

  eased(): void {
    // Nothing to resume: UDP can't slow down a sender.
  }

  #end(): void {
    this.#closed = true;
    everyStep(
      () => this.#answering.stop(),
      () => this.#context.transfers.stopWith(this, new SocketError('CANCELLED')),
      () => this.#outbox.fail(() => new SocketError('SEND_INTERRUPTED', { address: this.address })),
      () => this.#forget(this),
    );
  }

  async #send(frame: Uint8Array, origin: Origin, delayMs: number): Promise<void> {
    if (frame.length > maxDatagramBytes) {
      throw new SocketError('DATAGRAM_TOO_LARGE', { bytes: frame.length, maxBytes: maxDatagramBytes });
    }
    await this.#outbox.send({ frame, wire: encodedFrame([frame]), origin }, delayMs);
  }

  #notSent(error: Error): SocketError {
    return datagramFailure(error, 'send', this.address, this.#context.config);
  }

  #sent(bytes: number): void {
    for (const traffic of [this.#traffic, this.#context.traffic]) {
      traffic.bytesOut += bytes;
      traffic.framesOut++;
    }
    this.#context.changed();
  }
}
