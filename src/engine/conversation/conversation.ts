/**
 * A conversation with one peer, in both directions, over any transport. It frames, queues and counts; its layers do everything else:
 * recording, replies, files, video.
 */

import type { EndpointConfig, FileReception } from '../../core/endpointConfig.ts';
import type { PeerSnapshot, PeerState } from '../../core/endpointSnapshot.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import { everyStep, owned, unawaited } from '../owned.ts';
import type { Transport } from '../transport/transport.ts';
import type { ByteConsumer } from './byteConsumer.ts';
import { Incoming } from './incoming.ts';
import type { Lane, LaneUse } from './lane.ts';
import type { Layer } from './layer.ts';
import { Layers } from './layers.ts';
import { Outgoing, type OutgoingSource } from './outgoing.ts';
import type { Peer } from './peer.ts';
import type { PeerIdentity } from './peerIdentity.ts';
import type { RecordRoom } from './recordRoom.ts';
import { takeFrames } from './takeFrames.ts';
import { noTraffic, type TrafficCounters } from './traffic.ts';

/** How long a disconnect waits for the kernel to take what was sent before. */
const flushMs = 2000;

/** What a conversation needs of its endpoint. */
export interface ConversationHome {
  /** The current config: it may change while the conversation goes on. */
  readonly config: EndpointConfig;
  /** Totals of the endpoint. */
  readonly traffic: TrafficCounters;
  /** Something that a snapshot shows has changed. */
  changed(): void;
}

export interface ConversationOptions {
  readonly identity: PeerIdentity;
  readonly transport: Transport;
  readonly home: ConversationHome;
  /** Where messages are recorded. Without it, there is always room. */
  readonly room?: RecordRoom;
}

/**
 * `ending`: our direction ends behind what was requested. `ended`: the other side's has. `over`: the connection is lost or reset, and
 * nothing can be sent. `gone`: its transport has closed. What was read before is still being delivered until it is `closed`.
 */
type Life =
  | { readonly is: 'open' | 'ending' | 'ended' | 'closed' }
  | { readonly is: 'over' | 'gone'; readonly shown: PeerState };

export class Conversation implements Peer {
  readonly number: number;
  readonly id: string;
  readonly address: string;
  readonly files: FileReception | undefined;
  readonly #home: ConversationHome;
  readonly #layers = new Layers();
  readonly #incoming: Incoming;
  readonly #outgoing: Outgoing;
  readonly #traffic = noTraffic();
  readonly #connectedAt = Date.now();
  readonly #closed = Promise.withResolvers<void>();
  #transport: Transport;
  #life: Life = { is: 'open' };
  /** Which side ended it first. */
  #endedBy: 'peer' | 'us' | undefined;
  /** An event says why it ends. */
  #isExplained = false;
  #hasFailed = false;

  constructor({ identity, transport, home, room }: ConversationOptions) {
    this.number = identity.number;
    this.id = identity.id;
    this.address = identity.address;
    this.files = transport.isStream ? home.config.files : undefined;
    this.#home = home;
    this.#transport = transport;
    this.#outgoing = this.#newOutgoing(room);
    this.#incoming = this.#newIncoming();
  }

  get snapshot(): PeerSnapshot {
    const { bytesIn, bytesOut } = this.#traffic;
    return {
      id: this.id,
      address: this.address,
      state: this.#shown,
      bytesIn,
      bytesOut,
      connectedAt: this.#connectedAt,
    };
  }

  get isStream(): boolean {
    return this.#transport.isStream;
  }

  /** Appends layers. Those of the beginning are added before it opens. */
  add(...layers: readonly Layer[]): void {
    this.#layers.add(...layers);
  }

  remove(layer: Layer): void {
    this.#layers.remove(layer);
  }

  /** Begins: the transport delivers from now on. */
  open(): void {
    this.#listenTo(this.#transport);
    unawaited(this, 'conversation.open', () => {
      this.#transport.configure(this.#home.config.options ?? {});
      this.#layers.each(layer => layer.opened?.());
      this.#home.changed();
    });
  }

  /** Goes on over another transport, from the next byte on. The one before delivers nothing more. Destroys it if nothing can go on. */
  swap(transport: Transport): void {
    if (this.#isOver) {
      transport.destroy();
      return;
    }
    this.#transport = transport;
    this.#listenTo(transport);
    transport.configure(this.#home.config.options ?? {});
    this.eased();
  }

  failed(failure: SocketError): void {
    if (this.#hasFailed || this.#isClosed) return;
    this.#hasFailed = true;
    this.#endedBy ??= 'us';
    everyStep(
      () => !this.#isExplained && this.event({ code: 'peerFailed', failure: failure.failure }),
      () => this.#layers.everyOne(layer => layer.stopping?.(failure)),
      () => {
        this.#isExplained = true;
        if (!this.#isOver) this.#life = { is: 'over', shown: this.#shown };
        this.#transport.destroy();
      },
      // `closed` may be what failed.
      () => this.#transport.isClosed && this.#gone(),
    );
  }

  event(event: TranscriptEvent): void {
    this.#guarded(() => this.#layers.each(layer => layer.event?.(event)));
  }

  async send(data: Uint8Array, isText = false): Promise<void> {
    if (this.#hasEnded) throw new SocketError('STREAM_ENDED');
    await this.#outgoing.send(data, isText);
  }

  /** Sends a reply after everything requested before. An echo is the frame that arrived; a text may be several messages. */
  reply(answer: Uint8Array, origin: Origin, delayMs: number): Promise<void> {
    return this.#outgoing.reply(answer, origin, delayMs);
  }

  /**
   * Received messages, from the next one on, at the speed at which they are taken: while they aren't, nothing more is read. Datagrams can't
   * be held back; those that are too many are skipped. Ends with the conversation.
   */
  frames(): AsyncGenerator<Frame, void> {
    return takeFrames(this, this.#isClosed);
  }

  end(): void {
    this.#checkStream();
    if (this.#isClosed) return;
    if (this.#life.is === 'open') this.#life = { is: 'ending' };
    this.#endedBy ??= 'us';
    this.#guarded(() => this.#layers.everyOne(layer => layer.ending?.()));
    this.#guarded(() => this.#incoming.behind(() => this.#endWhenIdle()));
    this.#home.changed();
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    this.#guarded(() => this.#incoming.configure(config, reframes));
    this.#outgoing.configure(config, reframes);
    this.#transport.configure(config.options ?? {});
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    return this.#hasEnded ? Promise.reject(new SocketError('STREAM_ENDED')) : this.#outgoing.lane(signal, use);
  }

  get consumer(): ByteConsumer | undefined {
    return this.#incoming.consumer;
  }

  consumeBy(consumer: ByteConsumer | undefined, unread?: Uint8Array): void {
    this.#checkStream();
    this.#guarded(() => this.#incoming.consumeBy(consumer, unread));
  }

  reset(): void {
    if (!this.#transport.hasReset) this.#transport.reset();
    if (this.#isOver) return;
    this.#endedBy = 'us';
    this.#stopReading({ code: 'peerReset', by: 'us' });
    if (!this.#transport.isDestroyed) this.#transport.reset();
  }

  abort(): void {
    this.#checkStream();
    if (this.#transport.hasReset) {
      this.reset();
      return;
    }
    if (!this.#isOver) this.#endedBy = 'us';
    this.#transport.destroy();
  }

  async disconnect(): Promise<void> {
    // Not the transport's state: that is closed a moment before the call that ends the conversation here.
    if (this.#life.is === 'closed') return;
    this.#endedBy ??= 'us';
    if (this.#life.is === 'open') this.#life = { is: 'ending' };
    this.#guarded(() => this.#layers.everyOne(layer => layer.stopping?.(new SocketError('CANCELLED'))));
    this.#mute();
    this.#outgoing.stop();
    this.#transport.close();
    // A peer that doesn't read would keep the last bytes, and therefore the socket, forever.
    const flushed = owned(this, 'conversation.flush', () => this.#transport.destroy());
    const timer = this.#isClosed ? undefined : setTimeout(flushed, flushMs);
    await this.#closed.promise;
    clearTimeout(timer);
  }

  /** Reading continues if nothing holds it back any more. */
  eased(): void {
    this.#guarded(() => this.#incoming.eased());
  }

  /** Runs what calls layers. If one throws, that ends this conversation, and isn't the caller's failure. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      unawaited(this, 'conversation.layer', () => {
        throw error;
      });
    }
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
      cut: () => this.#cut('in'),
      ended: () => this.#ended(),
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
      sending: (frame, origin, content) => {
        this.#guarded(() => {
          for (const layer of this.#layers.sending) layer.sending(frame, origin, content);
        });
      },
      cut: () => this.#guarded(() => this.#cut('out')),
      // A row says that it was sent.
      notSent: ({ failure }) => this.event({ code: 'sendFailed', failure }),
      sent: (wireBytes, isFrame) => this.#sent(wireBytes, isFrame),
      eased: () => this.eased(),
      failed: failure => this.failed(failure),
    };
    return new Outgoing(source, this.#home.config);
  }

  /** What another transport before this one still delivers doesn't count. */
  #listenTo(transport: Transport): void {
    const isCurrent = () => transport === this.#transport;
    transport.open({
      data: chunk => isCurrent() && this.#received(chunk),
      ended: () => isCurrent() && this.#incoming.end(),
      closed: error => isCurrent() && this.#transportClosed(error),
      failed: failure => this.failed(failure),
    });
  }

  #received(chunk: Uint8Array): void {
    this.#traffic.bytesIn += chunk.length;
    this.#home.traffic.bytesIn += chunk.length;
    this.#incoming.received(chunk);
    for (const layer of this.#layers.arrived) layer.arrived(chunk);
    this.#home.changed();
  }

  #deliver(frame: Frame, config: EndpointConfig): void {
    this.#traffic.framesIn++;
    this.#home.traffic.framesIn++;
    for (const layer of this.#layers.frame) layer.frame(frame, config);
  }

  #cut(direction: 'in' | 'out'): void {
    this.#layers.each(layer => layer.cut?.(direction));
  }

  /** Our end of stream was sent, or will be after the last replies. */
  get #hasEnded(): boolean {
    const state = this.#shown;
    return state === 'ending' || state === 'ended';
  }

  /** Nothing can be sent any more. */
  get #isOver(): boolean {
    return this.#life.is === 'over' || this.#life.is === 'gone' || this.#life.is === 'closed';
  }

  get #isClosed(): boolean {
    return this.#life.is === 'closed';
  }

  get #shown(): PeerState {
    return 'shown' in this.#life ? this.#life.shown : this.#life.is;
  }

  #sent(wireBytes: number, isFrame: boolean): void {
    const { traffic } = this.#home;
    this.#traffic.bytesOut += wireBytes;
    traffic.bytesOut += wireBytes;
    if (isFrame) {
      this.#traffic.framesOut++;
      traffic.framesOut++;
    }
    this.#home.changed();
  }

  #endWhenIdle(): void {
    this.#layers.whenIdle(() => this.#outgoing.end());
  }

  /** The other side's direction has ended. */
  #ended(): void {
    if (this.#isOver) return;
    this.#endedBy ??= 'peer';
    this.#cut('in');
    // With nothing left to send, both sides end at once: that is one event, which the end of the connection records.
    const isSending = this.#outgoing.isSending || this.#layers.areBusy || this.#incoming.isWaiting;
    if (isSending) this.event({ code: 'peerEnded' });
    if (this.#life.is === 'open') this.#life = { is: 'ended' };
    this.#layers.each(layer => layer.ended?.());
    this.#endWhenIdle();
    this.#home.changed();
  }

  #transportClosed(error: NodeJS.ErrnoException | undefined): void {
    if (error && !this.#isExplained) {
      const isReset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      const failure = SocketError.failureFrom(error, 'read', this.address);
      this.#stopReading(isReset ? { code: 'peerReset', by: 'peer' } : { code: 'peerFailed', failure });
    }
    this.#gone();
  }

  /** Records what was read, in as many turns as that takes, and behind it why no more comes. No answer can be sent to it. */
  #stopReading(why: TranscriptEvent): void {
    this.#isExplained = true;
    this.#life = { is: 'over', shown: this.#shown };
    this.#mute();
    this.#guarded(() => this.#incoming.finish(() => this.event(why)));
  }

  #mute(): void {
    this.#guarded(() => this.#layers.everyOne(layer => layer.muted?.()));
  }

  #gone(): void {
    if (this.#life.is === 'gone' || this.#life.is === 'closed') return;
    this.#life = { is: 'gone', shown: this.#shown };
    this.#endedBy ??= 'peer';
    const by = this.#endedBy;
    everyStep(
      () => this.#mute(),
      () => this.#outgoing.fail(),
      // Transfers and videos that are paused or queued wouldn't notice.
      () => this.#layers.everyOne(layer => layer.gone?.(this.#isExplained && this.#endedBy !== 'us')),
      () => this.#incoming.consumer?.gone(),
      () => this.#incoming.finish(() => this.#close(by)),
    );
  }

  #close(by: 'peer' | 'us'): void {
    this.#life = { is: 'closed' };
    everyStep(
      () => this.#cut('in'),
      () => this.#cut('out'),
      () => !this.#isExplained && this.isStream && this.event({ code: 'peerClosed', by }),
      () => this.#closed.resolve(),
      () => this.#layers.everyOne(layer => layer.closed?.()),
      () => this.#home.changed(),
    );
  }

  /** @throws SocketError NOT_A_STREAM for datagrams. */
  #checkStream(): void {
    if (!this.isStream) throw new SocketError('NOT_A_STREAM', { address: this.address });
  }
}
