/**
 * Connects the parts of a conversation to each other. A class with methods: a UDP socket may have ten thousand conversations, and closures
 * for each of them take up kilobytes.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import { startOwned } from '../owned.ts';
import type { Transport, TransportSink } from '../transport/transport.ts';
import { ConversationEnd, type EndingConversation } from './conversationEnd.ts';
import type { ConversationHome, ConversationOptions } from './conversationOptions.ts';
import { Incoming, type IncomingSink } from './incoming.ts';
import type { IncompleteFrames } from './incompleteFrames.ts';
import { Layers } from './layers.ts';
import { Outgoing, type OutgoingSink } from './outgoing.ts';
import type { PeerIdentity } from './peerIdentity.ts';
import { keptFrame } from './readerItem.ts';
import type { RecordRoom } from './recordRoom.ts';

/** Copying shorter messages twice costs less than asking each layer. */
const longFrameBytes = 16 * 1024;

export class ConversationParts implements IncomingSink, OutgoingSink, EndingConversation {
  readonly identity: PeerIdentity;
  readonly home: ConversationHome;
  readonly room: RecordRoom | undefined;
  /** The current one: it may be swapped. */
  transport: Transport;
  readonly layers = new Layers();
  readonly outgoing: Outgoing;
  readonly incoming: Incoming;
  readonly end: ConversationEnd;
  bytesIn = 0;
  bytesOut = 0;

  constructor({ identity, transport, home, room }: ConversationOptions) {
    this.identity = identity;
    this.home = home;
    this.room = room;
    this.transport = transport;
    this.outgoing = new Outgoing(this, home.config);
    this.incoming = new Incoming(this);
    this.end = new ConversationEnd(this);
  }

  get address(): string {
    return this.identity.address;
  }

  get incomplete(): IncompleteFrames {
    return this.home.incomplete;
  }

  get isStream(): boolean {
    return this.transport.isStream;
  }

  get config(): EndpointConfig {
    return this.home.config;
  }

  get isBusy(): boolean {
    return this.outgoing.congested || this.layers.areBusy;
  }

  get holdsReading(): Promise<void> | undefined {
    return this.layers.holdsReading;
  }

  pause(): void {
    this.transport.pause();
  }

  resume(): void {
    this.transport.resume();
  }

  received(chunk: Uint8Array): void {
    this.bytesIn += chunk.length;
    this.home.traffic.bytesIn += chunk.length;
    this.incoming.received(chunk);
    for (const layer of this.layers.arrived) layer.arrived(chunk);
    this.home.changed();
  }

  beforeFraming(chunk: Uint8Array): void {
    for (const layer of this.layers.beforeFraming) layer.beforeFraming(chunk);
  }

  deliver(frame: Frame, config: EndpointConfig): void {
    this.home.traffic.framesIn++;
    const isCopied = !this.layers.borrowFrames || (frame.bytes.length >= longFrameBytes && this.layers.copyFrames);
    const passed = isCopied ? keptFrame(frame) : frame;
    for (const layer of this.layers.frame) layer.frame(passed, config);
  }

  cutIn(): void {
    this.layers.cut('in');
  }

  ended(): void {
    this.end.ended();
  }

  /** Called for every message, as `eased`. */
  sending(frame: Uint8Array, origin: Origin, content: Uint8Array): void {
    try {
      for (const layer of this.layers.sending) layer.sending(frame, origin, content);
    } catch (error) {
      this.#layerThrew(error);
    }
  }

  cutOut(): void {
    this.guarded(() => this.layers.cut('out'));
  }

  finish(): void {
    this.end.finish();
  }

  notSent({ failure }: SocketError): void {
    // A row says that it was sent.
    this.event({ code: 'sendFailed', failure });
  }

  sent(wireBytes: number, isFrame: boolean): void {
    const { traffic } = this.home;
    this.bytesOut += wireBytes;
    traffic.bytesOut += wireBytes;
    if (isFrame) traffic.framesOut++;
    this.home.changed();
  }

  /** Reading continues if nothing holds it back any more. Called for every message sent: no closure is made for it. */
  eased(): void {
    try {
      this.incoming.eased();
    } catch (error) {
      this.#layerThrew(error);
    }
  }

  event(event: TranscriptEvent): void {
    this.guarded(() => this.layers.each(layer => layer.event?.(event)));
  }

  /** Runs a function that calls layers. If one throws, that ends this conversation, and the caller isn't affected. */
  guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#layerThrew(error);
    }
  }

  changed(): void {
    this.home.changed();
  }

  failed(failure: SocketError): void {
    this.end.failed(failure);
  }

  #layerThrew(error: unknown): void {
    startOwned(this, 'conversation.layer', () => {
      throw error;
    });
  }
}

/** Receives what one transport delivers, as long as it is the current one. */
export class CurrentTransport implements TransportSink {
  readonly #parts: ConversationParts;
  readonly #transport: Transport;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#transport = parts.transport;
  }

  data(chunk: Uint8Array): void {
    if (this.#isCurrent) this.#parts.received(chunk);
  }

  ended(): void {
    if (this.#isCurrent) this.#parts.incoming.end();
  }

  closed(error?: Error): void {
    if (this.#isCurrent) this.#parts.end.transportClosed(error);
  }

  failed(failure: SocketError): void {
    this.#parts.failed(failure);
  }

  get #isCurrent(): boolean {
    return this.#transport === this.#parts.transport;
  }
}
