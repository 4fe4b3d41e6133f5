/** A conversation over a stream socket: TCP or a Unix domain socket. */
import type { Socket } from 'node:net';
import type { EndpointConfig, FileReception, SocketOptions } from '../../core/endpointConfig.ts';
import type { PeerSnapshot, PeerState } from '../../core/endpointSnapshot.ts';
import { encodedFrame } from '../../core/framing/encodedFrame.ts';
import { defaultMaxFrameBytes, type Encoder, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { hasReset } from '../../core/hasReset.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import { everyStep, owned, unawaited } from '../owned.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import { receiveFiles } from '../transfer/receiveFiles.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import { Answering } from './answering.ts';
import type { EndpointContext } from './endpointContext.ts';
import { recordFlaw } from './frameFlaw.ts';
import { FrameReader } from './frameReader.ts';
import { type Lane, type LaneUse, Outbox, type OutboxSink, type OutgoingFrame } from './outbox.ts';
import { type Intake, noTraffic, type Peer, type Watcher } from './peer.ts';
import type { RecordRoom } from './recordRoom.ts';
import { SocketWriter } from './socketWriter.ts';
import { TlsWatch } from './tlsWatch.ts';

/** What a message is recorded and answered by: its endpoint's config of when it was read. */
type Rules = Pick<EndpointContext, 'config' | 'responder'>;

/** How long a disconnect waits for the kernel to take what was sent before. */
const flushMs = 2000;
/** Size of a read that is followed by another one in the same turn, since it has filled Node's buffer. */
const readBytes = 64 * 1024;

export class StreamPeer implements Peer, OutboxSink {
  readonly number: number;
  readonly id: string;
  readonly address: string;
  readonly files: FileReception | undefined;
  readonly #hasReset: boolean;
  readonly #socket: Socket;
  readonly #context: EndpointContext;
  readonly #reader: FrameReader<Rules>;
  #encoder: Encoder;
  readonly #writer: SocketWriter;
  readonly #outbox: Outbox;
  readonly #answering: Answering;
  readonly #traffic = noTraffic();
  readonly #connectedAt = Date.now();
  #state: PeerState = 'open';
  #closedBy: 'peer' | 'us' | undefined;
  #hasFailed = false;
  readonly #closed = Promise.withResolvers<void>();
  #onClose: () => void = () => undefined;
  #explained = false;
  /** The connection is lost or reset. What came before may still be being recorded. */
  #isOver = false;
  /** The socket has closed, as above. */
  #isGone = false;
  #waitingForDisk = false;
  /** Reading has paused to let others have a turn. */
  #isResting = false;
  #intake: Intake | undefined;
  /** It knows of the peer's end of stream. */
  #endedIntake: Intake | undefined;
  #watcher: Watcher | undefined;
  /** Until enough of the first bytes have arrived. */
  #tlsWatch: TlsWatch | undefined;

  constructor(socket: Socket, identity: TranscriptPeer, context: EndpointContext) {
    this.number = identity.number;
    this.id = identity.id;
    this.address = identity.address;
    this.files = context.config.files;
    this.#hasReset = hasReset(context.config);
    this.#socket = socket;
    this.#context = context;
    this.#tlsWatch = new TlsWatch(this, context);
    const isBusy = () => this.#outbox.congested || this.#answering.isMatching;
    this.#reader = new FrameReader(context.config, {
      deliver: (frame, rules) => this.#deliver(frame, rules),
      get rules() {
        return { config: context.config, responder: context.responder };
      },
      get isBusy() {
        return isBusy();
      },
      rested: () => this.eased(),
      failed: failure => this.failed(failure),
    });
    this.#encoder = framingFor(context.config.framing, context.config.lineEnding).encoder();
    this.#writer = new SocketWriter(socket, this);
    this.#outbox = new Outbox(this, context.config.maxQueuedBytes ?? defaultMaxQueuedBytes, this.address);
    this.#answering = new Answering(context, this, (answer, origin, delayMs) =>
      // An echo is the frame that arrived.
      this.#sendFrames(origin === 'echo' ? [answer] : this.#split(answer), origin, delayMs),
    );
  }

  get room(): RecordRoom {
    return this.#context.transcript;
  }

  get snapshot(): PeerSnapshot {
    const { bytesIn, bytesOut } = this.#traffic;
    return {
      id: this.id,
      address: this.address,
      state: this.#state,
      bytesIn,
      bytesOut,
      connectedAt: this.#connectedAt,
    };
  }

  /** Starts listening to the socket and sends the greeting. Calls `onClose` once, when the conversation is over. */
  start(onClose: () => void): void {
    this.#onClose = onClose;
    this.#socket.on(
      'data',
      owned(this, 'streamPeer.data', (chunk: Buffer) => this.#received(chunk)),
    );
    this.#socket.on(
      'end',
      owned(this, 'streamPeer.end', () => this.#endRead()),
    );
    this.#socket.on(
      'error',
      owned(this, 'streamPeer.error', (error: Error) => this.#lost(error)),
    );
    this.#socket.on(
      'close',
      owned(this, 'streamPeer.close', () => this.#gone()),
    );
    unawaited(this, 'streamPeer.start', () => this.#begin());
  }

  failed(failure: SocketError): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#closedBy ??= 'us';
    everyStep(
      () => !this.#explained && this.#context.transcript.event({ code: 'peerFailed', failure: failure.failure }, this),
      () => this.#context.transfers.stopWith(this, failure),
      () => this.#context.videos.leave(this, failure),
      () => {
        this.#explained = true;
        this.#socket.destroy();
      },
      // Its `close` may be what failed.
      () => this.#socket.closed && this.#gone(),
    );
  }

  async send(data: Uint8Array, isText = false): Promise<void> {
    if (this.#hasEnded) throw new SocketError('STREAM_ENDED');
    await this.#sendFrames(isText ? this.#split(data) : [data], 'send', 0);
  }

  /** Sends our end of stream after everything requested before, and after the replies to what was received. */
  end(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'open') this.#state = 'ending';
    this.#closedBy ??= 'us';
    // It has no end of its own.
    this.#context.videos.leave(this);
    this.#reader.behind(() => this.#answering.whenAnswered(() => this.#outbox.end()));
    this.#context.changed();
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    const {
      framing,
      lineEnding,
      maxFrameBytes = defaultMaxFrameBytes,
      maxQueuedBytes = defaultMaxQueuedBytes,
    } = config;
    if (reframes) {
      this.#reader.change(framing);
      // Characters split between chunks end here: what comes next is split elsewhere.
      this.#reader.behind(() => this.#context.transcript.endOfStream('in', this));
      this.#context.transcript.endOfStream('out', this);
    }
    this.#reader.limitTo(maxFrameBytes);
    if (reframes || lineEnding !== this.#context.config.lineEnding)
      this.#encoder = framingFor(framing, lineEnding).encoder();
    this.#outbox.limitTo(maxQueuedBytes);
    this.#setOptions(config.options);
  }

  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane> {
    return this.#hasEnded ? Promise.reject(new SocketError('STREAM_ENDED')) : this.#outbox.lane(signal, use);
  }

  watch(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  get intake(): Intake | undefined {
    return this.#intake;
  }

  divert(intake: Intake | undefined, unread?: Uint8Array): void {
    // A frame that has begun ends where the files begin.
    if (!this.#intake && intake) this.#reader.change(this.#context.config.framing);
    this.#intake = intake;
    // What the intake takes isn't recorded.
    this.#reader.behind(() => this.#context.transcript.endOfStream('in', this));
    if (unread && unread.length > 0) this.#take(unread);
    this.eased();
  }

  reset(): void {
    if (!this.#hasReset) throw new SocketError('NO_RESET', { address: this.address });
    if (this.#isOver) return;
    this.#closedBy = 'us';
    this.#stopReading({ code: 'peerReset', by: 'us' });
    // While our end of stream is being sent, Node never reports that a reset socket has closed.
    if (this.#socket.writableEnded && !this.#socket.writableFinished) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  abort(): void {
    if (this.#hasReset) {
      this.reset();
      return;
    }
    if (!this.#isOver) this.#closedBy = 'us';
    this.#socket.destroy();
  }

  async disconnect(): Promise<void> {
    // Not `socket.closed`: that is true a moment before the event that ends the conversation here.
    if (this.#state === 'closed') return;
    this.#closedBy ??= 'us';
    if (this.#state === 'open') this.#state = 'ending';
    this.#context.transfers.stopWith(this, new SocketError('CANCELLED'));
    this.#context.videos.leave(this);
    this.#answering.stop();
    this.#outbox.stop(new SocketError('SEND_INTERRUPTED', { address: this.address }));
    this.#writer.afterwards(() => this.#socket.destroySoon());
    // A peer that doesn't read would keep the last bytes, and therefore the socket, forever.
    const timer = setTimeout(
      owned(this, 'streamPeer.flush', () => this.#socket.destroy()),
      flushMs,
    );
    await this.#closed.promise;
    clearTimeout(timer);
  }

  /** Hands one frame to the kernel and records it. */
  write(outgoing: OutgoingFrame, taken: (error?: Error | null) => void): void {
    const { frame, wire, origin } = outgoing;
    // Its `close` is still to come: a row would say that this was sent.
    if (this.#socket.destroyed) {
      taken(new SocketError('SEND_INTERRUPTED', { address: this.address }));
      return;
    }
    this.#answering.sent(this.#encoder.content?.(frame) ?? frame, origin);
    this.#record('out', frame, origin, this.#context.config);
    this.#writer.write(wire, error => {
      if (!error) this.#sent(wire.length);
      taken(error && this.#notSent(error));
    });
  }

  carry(parts: readonly Uint8Array[], taken: (error?: Error | null) => void): void {
    this.#context.transcript.endOfStream('out', this);
    const wire = encodedFrame(parts);
    this.#writer.write(wire, error => {
      if (!error) this.#carried(wire.length);
      taken(error && this.#notSent(error));
    });
  }

  finish(): void {
    this.#writer.afterwards(() => this.#socket.end());
  }

  /** Resumes reading when replies no longer wait. */
  eased(): void {
    this.#reader.deliverWaiting();
    const isPaused = this.#isBusy || this.#waitingForDisk || this.#isResting;
    if (!isPaused && this.#socket.isPaused()) this.#socket.resume();
  }

  #begin(): void {
    const { config, peers, transcript } = this.#context;
    peers.add(this);
    transcript.event({ code: 'peerConnected', address: this.address }, this);
    this.#setOptions(config.options);
    this.#answering.greet();
    receiveFiles(this, this.#context);
    this.#context.videos.connected(this);
    this.#context.changed();
  }

  #setOptions({ noDelay = true, keepAliveMs = 0 }: SocketOptions = {}): void {
    this.#socket.setNoDelay(noDelay);
    this.#socket.setKeepAlive(keepAliveMs > 0, keepAliveMs);
  }

  #received(chunk: Buffer): void {
    this.#traffic.bytesIn += chunk.length;
    this.#context.traffic.bytesIn += chunk.length;
    this.#take(chunk);
    if (this.#tlsWatch?.sawChunk(chunk)) this.#tlsWatch = undefined;
    this.#context.changed();
    if (this.#isBusy) this.#socket.pause();
    else if (chunk.length >= readBytes && !turnBudget.takes(chunk.length)) this.#rest();
    if (this.#context.transcript.saturated) unawaited(this, 'streamPeer.disk', () => this.#waitForDisk());
  }

  /** Pauses until the next turn: as long as a peer's bytes are available, they are read one after the other. */
  #rest(): void {
    this.#isResting = true;
    this.#socket.pause();
    const goOn = owned(this, 'streamPeer.rest', () => {
      this.#isResting = false;
      this.eased();
    });
    turnBudget.inLaterTurn(goOn);
  }

  #take(bytes: Uint8Array): void {
    if (this.#intake) this.#intake.push(bytes);
    else {
      this.#watcher?.push(bytes);
      if (this.#watcher?.isOver) this.#watcher = undefined;
      this.#reader.read(bytes);
    }
  }

  /** Replies are piling up or being determined, or files are piling up, so nothing more should be read. */
  get #isBusy(): boolean {
    if (this.#intake) return this.#intake.isBusy;
    return this.#outbox.congested || this.#answering.isMatching || this.#reader.isWaiting;
  }

  /** Something is still to be sent or replied to. */
  get #isSending(): boolean {
    return this.#outbox.isSending || this.#answering.isMatching || this.#reader.isWaiting;
  }

  /** Our end of stream was sent, or will be after the last replies. */
  get #hasEnded(): boolean {
    return this.#state === 'ending' || this.#state === 'ended';
  }

  async #waitForDisk(): Promise<void> {
    if (this.#waitingForDisk) return;
    this.#waitingForDisk = true;
    this.#socket.pause();
    await this.#context.transcript.drained();
    this.#waitingForDisk = false;
    this.eased();
  }

  #deliver(frame: Frame, { config, responder }: Rules): void {
    const { traffic, transcript } = this.#context;
    traffic.framesIn++;
    this.#record('in', frame.bytes, undefined, config);
    recordFlaw(frame, this, { config, transcript });
    this.#answering.received(frame.bytes, responder);
  }

  #split(text: Uint8Array): Uint8Array[] {
    return this.#encoder.split?.(text) ?? [text];
  }

  /** Sends all of them, or none if the framing can't represent one. */
  async #sendFrames(frames: readonly Uint8Array[], origin: Origin, delayMs: number): Promise<void> {
    const outgoing = frames.map(frame => ({ frame, wire: this.#encoder.encode(frame), origin }));
    await this.#outbox.sendAll(outgoing, delayMs);
  }

  /** No more bytes come. Paused reading doesn't hold back the end of the stream, so that messages may wait in front of it. */
  #endRead(): void {
    // It may leave something to the framing.
    if (this.#intake !== this.#endedIntake) this.#intake?.end();
    this.#endedIntake = this.#intake;
    this.#reader.end(() => {
      if (this.#isOver) return;
      // The bytes may have been given to an intake, or to the framing again, while messages waited.
      if (this.#intake === this.#endedIntake) this.#peerEnded();
      else this.#endRead();
    });
  }

  #peerEnded(): void {
    this.#closedBy ??= 'peer';
    this.#context.transcript.endOfStream('in', this);
    // With nothing left to send, both sides end at once: that is one event, which `close` records.
    if (this.#isSending) this.#context.transcript.event({ code: 'peerEnded' }, this);
    if (this.#state === 'open') this.#state = 'ended';
    this.#context.videos.leave(this);
    this.#answering.whenAnswered(() => this.#outbox.end());
    this.#context.changed();
  }

  #lost(error: NodeJS.ErrnoException): void {
    if (this.#explained) return;
    const reset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
    this.#stopReading(
      reset
        ? { code: 'peerReset', by: 'peer' }
        : { code: 'peerFailed', failure: SocketError.from(error, 'read', this.address).failure },
    );
  }

  /** Records what was read, in as many turns as that takes, and behind it why no more comes. No answer can be sent to it. */
  #stopReading(why: TranscriptEvent): void {
    this.#explained = true;
    this.#isOver = true;
    this.#answering.stop();
    this.#reader.finish(() => this.#context.transcript.event(why, this));
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#isOver = true;
    this.#closedBy ??= 'peer';
    const by = this.#closedBy;
    const { transfers, videos } = this.#context;
    const lost = () => new SocketError('SEND_INTERRUPTED', { address: this.address });
    everyStep(
      () => this.#answering.stop(),
      () => this.#outbox.fail(lost),
      // Those that are paused or waiting for their turn wouldn't notice.
      () => transfers.stopTo(this, lost),
      () => videos.gone(this, this.#explained && this.#closedBy !== 'us'),
      () => this.#intake?.gone(),
      () => this.#reader.finish(() => this.#recordEnd(by)),
    );
  }

  #recordEnd(by: 'peer' | 'us'): void {
    const { transcript, peers } = this.#context;
    this.#state = 'closed';
    everyStep(
      () => transcript.endOfStream('in', this),
      () => transcript.endOfStream('out', this),
      () => !this.#explained && transcript.event({ code: 'peerClosed', by }, this),
      () => peers.close(this),
      () => this.#closed.resolve(),
      () => this.#context.changed(),
      () => this.#onClose(),
    );
  }

  #record(
    direction: 'in' | 'out',
    bytes: Uint8Array,
    origin: Origin | undefined,
    { framing = 'none' }: EndpointConfig,
  ): void {
    const continues = framing === 'none';
    this.#context.transcript.frame({ direction, peer: this, bytes, continues, ...(origin && { origin }) });
  }

  /** Anything abandoned along with the connection isn't reported separately. */
  #notSent(error: NodeJS.ErrnoException): SocketError {
    if (error.code === 'ECANCELED' || error.code === 'ERR_STREAM_DESTROYED')
      return new SocketError('SEND_INTERRUPTED', { address: this.address }, { cause: error });
    return SocketError.from(error, 'send', this.address);
  }

  #sent(wireBytes: number): void {
    this.#traffic.framesOut++;
    this.#context.traffic.framesOut++;
    this.#carried(wireBytes);
  }

  #carried(wireBytes: number): void {
    this.#traffic.bytesOut += wireBytes;
    this.#context.traffic.bytesOut += wireBytes;
    this.#context.changed();
  }
}
