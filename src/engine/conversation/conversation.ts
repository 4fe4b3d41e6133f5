/**
 * A conversation with one peer, in both directions, over any transport. It frames, queues and counts; its layers do everything else:
 * recording, replies, files, video.
 */

import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import { unawaited } from '../owned.ts';
import type { Transport } from '../transport/transport.ts';
import type { ByteConsumer } from './byteConsumer.ts';
import { ConversationEnd } from './conversationEnd.ts';
import type { ConversationLife } from './conversationLife.ts';
import type { ConversationHome, ConversationOptions } from './conversationOptions.ts';
import { Incoming } from './incoming.ts';
import type { Lane, LaneUse } from './lane.ts';
import type { Layer } from './layer.ts';
import { Layers } from './layers.ts';
import { Outgoing, type OutgoingSource } from './outgoing.ts';
import type { Peer } from './peer.ts';
import type { RecordRoom } from './recordRoom.ts';
import { takeFrames } from './takeFrames.ts';

export class Conversation implements Peer {
  readonly number: number;
  readonly id: string;
  readonly address: string;
  readonly openedWith: EndpointConfig;
  readonly #home: ConversationHome;
  readonly #layers = new Layers();
  readonly #incoming: Incoming;
  readonly #outgoing: Outgoing;
  readonly #bytes = { in: 0, out: 0 };
  readonly #connectedAt = Date.now();
  readonly #end: ConversationEnd;
  #transport: Transport;

  constructor({ identity, transport, home, room }: ConversationOptions) {
    this.number = identity.number;
    this.id = identity.id;
    this.address = identity.address;
    this.openedWith = home.config;
    this.#home = home;
    this.#transport = transport;
    this.#outgoing = this.#newOutgoing(room);
    this.#incoming = this.#newIncoming();
    this.#end = this.#newEnd();
  }

  get snapshot(): PeerSnapshot {
    const { id, address } = this;
    const state = this.#life.shown;
    return { id, address, state, bytesIn: this.#bytes.in, bytesOut: this.#bytes.out, connectedAt: this.#connectedAt };
  }

  get isStream(): boolean {
    return this.#transport.isStream;
  }

  /** Appends layers. The initial ones are added before `open`. */
  add(...layers: readonly Layer[]): void {
    this.#layers.add(...layers);
  }

  remove(layer: Layer): void {
    this.#layers.remove(layer);
  }

  /** Starts delivery from the transport. */
  open(): void {
    this.#listenTo(this.#transport);
    unawaited(this, 'conversation.open', () => {
      this.#transport.configure(this.#home.config.options ?? {});
      this.#layers.each(layer => layer.opened?.());
      this.#home.changed();
    });
  }

  /**
   * Continues over another transport from the next byte on; the previous one delivers nothing more. Returns false, and
   * destroys the new one, if a direction has ended or nothing can be sent any more.
   */
  swap(transport: Transport): boolean {
    if (!this.#life.isOpen || this.#incoming.hasEnded) {
      transport.destroy();
      return false;
    }
    this.#transport = transport;
    // If reading is held back, this transport must be paused, too; otherwise `eased` resumes it.
    transport.pause();
    this.#listenTo(transport);
    transport.configure(this.#home.config.options ?? {});
    this.eased();
    return true;
  }

  failed(failure: SocketError): void {
    this.#end.failed(failure);
  }

  event(event: TranscriptEvent): void {
    this.#guarded(() => this.#layers.each(layer => layer.event?.(event)));
  }

  async send(data: Uint8Array, isText = false): Promise<void> {
    if (this.#life.hasEnded) throw new SocketError('STREAM_ENDED');
    await this.#outgoing.send(data, isText);
  }

  /** Sends a reply after everything requested before. An echo is one message, other replies may be several. */
  reply(answer: Uint8Array, origin: Origin, delayMs: number): Promise<void> {
    return this.#outgoing.reply(answer, origin, delayMs);
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
    this.#end.end();
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    this.#guarded(() => this.#incoming.configure(config, reframes));
    this.#outgoing.configure(config, reframes);
    this.#transport.configure(config.options ?? {});
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    return this.#life.hasEnded ? Promise.reject(new SocketError('STREAM_ENDED')) : this.#outgoing.lane(signal, use);
  }

  get consumer(): ByteConsumer | undefined {
    return this.#incoming.consumer;
  }

  consumeBy(consumer: ByteConsumer | undefined, unread?: Uint8Array): void {
    this.#checkStream();
    this.#guarded(() => this.#incoming.consumeBy(consumer, unread));
  }

  reset(): void {
    this.#end.reset();
  }

  abort(): void {
    this.#checkStream();
    this.#end.abort();
  }

  abandonRest(): void {
    this.#end.abandonRest();
  }

  disconnect(): Promise<void> {
    return this.#end.disconnect();
  }

  discard(): void {
    this.#guarded(() => this.#incoming.discard());
  }

  /** Resumes reading if nothing holds it back any more. Called for every message sent, so it creates no closure. */
  eased(): void {
    try {
      this.#incoming.eased();
    } catch (error) {
      this.#layerThrew(error);
    }
  }

  get #life(): ConversationLife {
    return this.#end.life;
  }

  /** Runs a function that calls layers. If one throws, the conversation ends and the caller isn't affected. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#layerThrew(error);
    }
  }

  #layerThrew(error: unknown): void {
    unawaited(this, 'conversation.layer', () => {
      throw error;
    });
  }

  #newIncoming(): Incoming {
    const layers = this.#layers;
    const outgoing = this.#outgoing;
    const home = this.#home;
    return new Incoming({
      isStream: this.isStream,
      pause: () => this.#transport.pause(),
      resume: () => this.#transport.resume(),
      get config() {
        return home.config;
      },
      get isBusy() {
        return outgoing.congested || layers.areBusy;
      },
      get holdsReading() {
        return layers.holdsReading;
      },
      bytes: chunk => {
        for (const layer of layers.bytes) layer.bytes(chunk);
      },
      deliver: (frame, config) => this.#deliver(frame, config),
      cut: () => layers.cut('in'),
      ended: () => this.#end.ended(),
      failed: failure => this.failed(failure),
    });
  }

  #newEnd(): ConversationEnd {
    const transport = () => this.#transport;
    return new ConversationEnd({
      address: this.address,
      isStream: this.isStream,
      get transport() {
        return transport();
      },
      layers: this.#layers,
      incoming: this.#incoming,
      outgoing: this.#outgoing,
      event: event => this.event(event),
      guarded: act => this.#guarded(act),
      changed: () => this.#home.changed(),
      failed: failure => this.failed(failure),
    });
  }

  #newOutgoing(room: RecordRoom | undefined): Outgoing {
    const transport = () => this.#transport;
    const source: OutgoingSource = {
      address: this.address,
      get transport() {
        return transport();
      },
      room,
      // Creates no closure, since it is called for every message.
      sending: (frame, origin, content) => {
        try {
          for (const layer of this.#layers.sending) layer.sending(frame, origin, content);
        } catch (error) {
          this.#layerThrew(error);
        }
      },
      cut: () => this.#guarded(() => this.#layers.cut('out')),
      finish: () => this.#end.finish(),
      // The transcript has a row that says it was sent.
      notSent: ({ failure }) => this.event({ code: 'sendFailed', failure }),
      sent: (wireBytes, isFrame) => this.#sent(wireBytes, isFrame),
      eased: () => this.eased(),
      failed: failure => this.failed(failure),
    };
    return new Outgoing(source, this.#home.config);
  }

  /** Opens a transport. Ignores anything that an earlier one still delivers. */
  #listenTo(transport: Transport): void {
    const isCurrent = () => transport === this.#transport;
    transport.open({
      data: chunk => isCurrent() && this.#received(chunk),
      ended: () => isCurrent() && this.#incoming.end(),
      closed: error => isCurrent() && this.#end.transportClosed(error),
      failed: failure => this.failed(failure),
    });
  }

  #received(chunk: Uint8Array): void {
    this.#bytes.in += chunk.length;
    this.#home.traffic.bytesIn += chunk.length;
    this.#incoming.received(chunk);
    for (const layer of this.#layers.arrived) layer.arrived(chunk);
    this.#home.changed();
  }

  #deliver(frame: Frame, config: EndpointConfig): void {
    this.#home.traffic.framesIn++;
    for (const layer of this.#layers.frame) layer.frame(frame, config);
  }

  #sent(wireBytes: number, isFrame: boolean): void {
    const { traffic } = this.#home;
    this.#bytes.out += wireBytes;
    traffic.bytesOut += wireBytes;
    if (isFrame) traffic.framesOut++;
    this.#home.changed();
  }

  /** @throws SocketError NOT_A_STREAM for datagrams. */
  #checkStream(): void {
    if (!this.isStream) throw new SocketError('NOT_A_STREAM', { address: this.address });
  }
}
