/** The outgoing direction of a conversation: encodes and queues messages, and counts those that the transport takes. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { encodedFrame } from '../../core/framing/encodedFrame.ts';
import type { FrameEncoder } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { type Owner, startOwned } from '../owned.ts';
import type { Transport } from '../transport/transport.ts';
import { datagramEncoder } from './datagramFraming.ts';
import type { Lane, LaneUse } from './lane.ts';
import { Outbox } from './outbox.ts';
import type { OutgoingFrame, PendingWrite } from './outboxItem.ts';
import type { OutboxSink } from './outboxSink.ts';
import type { RecordRoom } from './recordRoom.ts';

/** The conversation. As an owner, it ends. */
export interface OutgoingSink extends Owner {
  readonly address: string;
  /** The current transport, which may be swapped. */
  readonly transport: Transport;
  readonly room: RecordRoom | undefined;
  /** Called before a message is written. `content` is the part of it that the other side's framing will deliver. */
  sending(frame: Uint8Array, origin: Origin, content: Uint8Array): void;
  /** Called when bytes that aren't messages are sent. */
  cutOut(): void;
  /** Everything that was requested has been handed to the transport, and our end of stream is to follow. */
  finish(): void;
  /** Called when the transport didn't take a requested datagram. */
  notSent(failure: SocketError): void;
  /** Called when the kernel has taken these bytes; `isFrame` if they are a message, or a datagram of a file. */
  sent(wireBytes: number, isFrame: boolean): void;
  /** Called when less is pending than before. */
  eased(): void;
}

export class Outgoing implements OutboxSink {
  readonly #sink: OutgoingSink;
  readonly #outbox: Outbox;
  #encoder: FrameEncoder;
  #lineEnding: EndpointConfig['lineEnding'];
  /** Framing of this conversation, if a rule has changed it. */
  #framing: EndpointConfig['framing'];
  #written = 0;

  constructor(sink: OutgoingSink, config: EndpointConfig) {
    this.#sink = sink;
    this.#encoder = this.#encoderFor(config);
    this.#outbox = new Outbox(this, config.maxQueuedBytes ?? defaultMaxQueuedBytes, sink.address);
  }

  get room(): RecordRoom | undefined {
    return this.#sink.room;
  }

  finish(): void {
    this.#sink.finish();
  }

  eased(): void {
    this.#sink.eased();
  }

  failed(failure: SocketError): void {
    this.#sink.failed(failure);
  }

  /** Position of the next message: bytes handed to the transport so far, or the number of datagrams. */
  get written(): number {
    return this.#written;
  }

  /** True if too many replies are pending: nothing more should be read. */
  get congested(): boolean {
    return this.#outbox.congested;
  }

  /** True while messages or a file are being sent. */
  get isSending(): boolean {
    return this.#outbox.isSending;
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    const { maxQueuedBytes = defaultMaxQueuedBytes } = config;
    if (reframes) {
      this.#framing = undefined;
      this.#sink.cutOut();
    }
    if (reframes || config.lineEnding !== this.#lineEnding) this.#encoder = this.#encoderFor(config);
    this.#outbox.limitTo(maxQueuedBytes);
  }

  /** Changes the framing of what is sent from now on. */
  reframe(config: EndpointConfig, framing: EndpointConfig['framing']): void {
    this.#framing = framing;
    this.#sink.cutOut();
    this.#encoder = this.#encoderFor(config);
  }

  /** Sends one message, or a text that may be split into several. */
  send(data: Uint8Array, isText: boolean): Promise<void> {
    if (isText) return this.#sendPieces(this.#split(data), 'send', 0);
    return new Promise((resolve, reject) => this.#sendOne({ resolve, reject }, data, 'send', 0));
  }

  /**
   * Sends a reply after everything requested before. An echo is one message, other replies may be several, unless they
   * are sent as they are (`isRaw`). Called for every message that is answered, so it creates no promise for a single one.
   */
  reply(answer: Uint8Array, origin: Origin, delayMs: number, caller: PendingWrite, isRaw = false): void {
    if (isRaw && this.#sink.transport.isStream) {
      this.#outbox.sendFor(caller, rawFrame(answer, this.#encoder, origin), delayMs);
      return;
    }
    const pieces = origin === 'echo' ? undefined : this.#split(answer);
    if (!pieces || pieces.length === 1) this.#sendOne(caller, pieces?.[0] ?? answer, origin, delayMs);
    else
      startOwned(this.#sink, 'outgoing.reply', () =>
        this.#sendPieces(pieces, origin, delayMs).then(caller.resolve, caller.reject),
      );
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    return this.#outbox.lane(signal, use);
  }

  /** True while the kernel hasn't taken all abandoned bytes of a file or video. */
  get holdsAbandoned(): boolean {
    return this.#outbox.holdsAbandoned;
  }

  /** Called when bytes of files and videos that the kernel hasn't taken are no longer needed. */
  abandonLanes(): void {
    this.#outbox.abandonLanes();
  }

  /** Ends our direction behind everything requested before. */
  end(): void {
    this.#outbox.end();
  }

  /** Calls `act` once the kernel has everything requested before. Nothing can be sent afterwards. */
  endWith(act: () => void): void {
    this.#outbox.end(act);
  }

  /** Rejects what waits for its turn. A write in progress continues. */
  stop(): void {
    this.#outbox.stop(this.#interrupted());
  }

  /** The connection is gone: rejects everything that is pending. */
  fail(): void {
    this.#outbox.fail(() => this.#interrupted());
  }

  #encoderFor({ framing, lineEnding }: EndpointConfig): FrameEncoder {
    this.#lineEnding = lineEnding;
    return this.#sink.transport.isStream ? framingFor(this.#framing ?? framing, lineEnding).encoder() : datagramEncoder;
  }

  /** Sends one message, or rejects it if the framing can't represent it. */
  #sendOne(caller: PendingWrite, frame: Uint8Array, origin: Origin, delayMs: number): void {
    let outgoing: OutgoingFrame;
    try {
      outgoing = this.#encoded(frame, origin);
    } catch (error) {
      caller.reject(error as Error);
      return;
    }
    this.#outbox.sendFor(caller, outgoing, delayMs);
  }

  /** Sends all messages of a text, or none if the framing can't represent one. */
  async #sendPieces(pieces: readonly Uint8Array[], origin: Origin, delayMs: number): Promise<void> {
    const frames = pieces.map(piece => this.#encoded(piece, origin));
    await this.#outbox.sendAll(frames, delayMs);
  }

  /** Returns the messages of a text. */
  #split(text: Uint8Array): readonly Uint8Array[] {
    return this.#encoder.split?.(text) ?? [text];
  }

  #encoded(frame: Uint8Array, origin: Origin): OutgoingFrame {
    const content = this.#encoder.content?.(frame) ?? frame;
    return { frame, content, wire: this.#encoder.encode(frame), origin };
  }

  write({ frame, content, wire, origin }: OutgoingFrame, taken: (error?: Error) => void): void {
    const { transport } = this.#sink;
    // Its `closed` is still to come: a row would say that this was sent.
    if (transport.isDestroyed) {
      taken(this.#interrupted());
      return;
    }
    this.#sink.sending(frame, origin, content);
    // A layer that throws has ended the conversation.
    if (transport.isDestroyed) {
      taken(this.#interrupted());
      return;
    }
    this.#written += transport.isStream ? wire.length : 1;
    transport.write(wire, error => {
      const failure = error ? transport.failureOf(error) : undefined;
      if (!failure) this.#sink.sent(wire.length, true);
      // A stream ends then, and a failed reply is reported by the code that replies.
      else if (!transport.isStream && origin === 'send') this.#sink.notSent(failure);
      taken(failure);
    });
  }

  /** Bytes of a file or video: those of a stream are counted as bytes, otherwise each part as a datagram. */
  writeLane(parts: readonly Uint8Array[], taken: (error?: Error) => void): void {
    const { transport } = this.#sink;
    this.#sink.cutOut();
    if (parts.length === 0) taken();
    else if (transport.isStream) this.#hand(parts, false, taken);
    else {
      let waiting = parts.length;
      for (const part of parts)
        this.#hand([part], true, failure => {
          waiting--;
          if (failure) taken(failure);
          else if (waiting === 0) taken();
        });
    }
  }

  #hand(parts: readonly Uint8Array[], isFrame: boolean, taken: (error?: Error) => void): void {
    const wire = encodedFrame(parts);
    const { transport } = this.#sink;
    this.#written += transport.isStream ? wire.length : 1;
    transport.write(wire, error => {
      const failure = error ? transport.failureOf(error) : undefined;
      if (!failure) this.#sink.sent(wire.length, isFrame);
      taken(failure);
    });
  }

  #interrupted(): SocketError {
    return new SocketError('SEND_INTERRUPTED', { address: this.#sink.address });
  }
}

/** Returns bytes that are sent as they are. The other side's framing may deliver a message without an ending. */
function rawFrame(bytes: Uint8Array, encoder: FrameEncoder, origin: Origin): OutgoingFrame {
  return { frame: bytes, content: encoder.content?.(bytes) ?? bytes, wire: encodedFrame([bytes]), origin };
}
