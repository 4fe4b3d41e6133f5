/**
 * A conversation with one peer, in both directions, over any transport. It frames, queues and counts; its layers do everything else:
 * recording, replies, files, video.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import { startOwned } from '../owned.ts';
import type { Transport } from '../transport/transport.ts';
import type { ByteConsumer } from './byteConsumer.ts';
import type { ConversationLife } from './conversationLife.ts';
import type { ConversationOptions } from './conversationOptions.ts';
import { ConversationParts, CurrentTransport } from './conversationParts.ts';
import type { Lane, LaneUse } from './lane.ts';
import type { Layer } from './layer.ts';
import type { PendingWrite } from './outboxItem.ts';
import type { Peer } from './peer.ts';
import { takeFrames } from './takeFrames.ts';

export class Conversation implements Peer {
  readonly number: number;
  readonly id: string;
  readonly address: string;
  readonly openedWith: EndpointConfig;
  readonly #parts: ConversationParts;
  readonly #connectedAt = Date.now();

  constructor(options: ConversationOptions) {
    const { identity, home } = options;
    this.number = identity.number;
    this.id = identity.id;
    this.address = identity.address;
    this.openedWith = home.config;
    this.#parts = new ConversationParts(options);
  }

  get snapshot(): PeerSnapshot {
    const { id, address } = this;
    const { bytesIn, bytesOut } = this.#parts;
    return { id, address, state: this.#life.shown, bytesIn, bytesOut, connectedAt: this.#connectedAt };
  }

  get isStream(): boolean {
    return this.#parts.isStream;
  }

  /** Position of the next message sent: bytes handed to the transport so far, or the number of datagrams. */
  get written(): number {
    return this.#parts.outgoing.written;
  }

  /** Position at or before the end of the message delivered last (`Reader`). Unknown once a consumer has taken bytes. */
  get deliveredFrom(): number | undefined {
    return this.#parts.incoming.deliveredFrom;
  }

  /** Appends layers. The initial ones are added before `open`. */
  add(...layers: readonly Layer[]): void {
    this.#parts.layers.add(...layers);
  }

  remove(layer: Layer): void {
    this.#parts.layers.remove(layer);
  }

  /** Starts delivery from the transport. */
  open(): void {
    const { transport, layers, config } = this.#parts;
    transport.open(new CurrentTransport(this.#parts));
    startOwned(this, 'conversation.open', () => {
      transport.configure(config.options ?? {});
      layers.each(layer => layer.opened?.());
      this.#parts.changed();
    });
  }

  /**
   * Continues over another transport from the next byte on; the previous one delivers nothing more. Returns false, and
   * destroys the new one, if a direction has ended or nothing can be sent any more.
   */
  swap(transport: Transport): boolean {
    if (!this.#life.isOpen || this.#parts.incoming.hasEnded) {
      transport.destroy();
      return false;
    }
    this.#parts.transport = transport;
    // If reading is held back, it is on this transport, too.
    transport.pause();
    transport.open(new CurrentTransport(this.#parts));
    transport.configure(this.#parts.config.options ?? {});
    this.eased();
    return true;
  }

  failed(failure: SocketError): void {
    this.#parts.failed(failure);
  }

  event(event: TranscriptEvent): void {
    this.#parts.event(event);
  }

  async send(data: Uint8Array, isText = false): Promise<void> {
    if (this.#life.hasEnded) throw new SocketError('STREAM_ENDED');
    await this.#parts.outgoing.send(data, isText);
  }

  /**
   * Sends a reply after everything requested before. An echo is one message, other replies may be several, unless they
   * are sent as they are (`isRaw`). The caller is called back once, possibly before this returns.
   */
  reply(answer: Uint8Array, origin: Origin, delayMs: number, caller: PendingWrite, isRaw?: boolean): void {
    this.#parts.outgoing.reply(answer, origin, delayMs, caller, isRaw);
  }

  /** Changes the framing from the byte after the message delivered last, and of what is sent from now on. */
  reframe(framing: NonNullable<EndpointConfig['framing']>): void {
    this.#checkStream();
    const { incoming, outgoing, config } = this.#parts;
    outgoing.reframe(config, framing);
    this.event({ code: 'framingChanged', framing });
    incoming.reframe(framing);
  }

  /**
   * Iterates over received messages, from the next one on. Reading pauses while too many wait; datagrams can't be held
   * back, so excess ones are skipped. Ends with the conversation.
   */
  frames(): AsyncGenerator<Frame, void> {
    return takeFrames(this, this.#life.isClosed);
  }

  end(): void {
    this.#checkStream();
    this.#parts.end.end();
  }

  /** Resets the connection once the kernel has everything requested before. Without a reset, it is closed. */
  endByReset(): void {
    this.#checkStream();
    this.#parts.end.end(true);
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    const { incoming, outgoing, transport } = this.#parts;
    this.#parts.guarded(() => incoming.configure(config, reframes));
    outgoing.configure(config, reframes);
    transport.configure(config.options ?? {});
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    if (this.#life.hasEnded) return Promise.reject(new SocketError('STREAM_ENDED'));
    return this.#parts.outgoing.lane(signal, use);
  }

  get consumer(): ByteConsumer | undefined {
    return this.#parts.incoming.consumer;
  }

  consumeBy(consumer: ByteConsumer | undefined, unread?: Uint8Array): void {
    this.#checkStream();
    this.#parts.guarded(() => this.#parts.incoming.consumeBy(consumer, unread));
  }

  reset(): void {
    this.#parts.end.reset();
  }

  abort(): void {
    this.#checkStream();
    this.#parts.end.abort();
  }

  abandonRest(): void {
    this.#parts.outgoing.abandonLanes();
  }

  disconnect(): Promise<void> {
    return this.#parts.end.disconnect();
  }

  discard(): void {
    this.#parts.guarded(() => this.#parts.incoming.discard());
  }

  /** Resumes reading if nothing holds it back any more. Called for every message sent, so it creates no closure. */
  eased(): void {
    this.#parts.eased();
  }

  get #life(): ConversationLife {
    return this.#parts.end.life;
  }

  /** @throws SocketError NOT_A_STREAM for datagrams. */
  #checkStream(): void {
    if (!this.isStream) throw new SocketError('NOT_A_STREAM', { address: this.address });
  }
}
