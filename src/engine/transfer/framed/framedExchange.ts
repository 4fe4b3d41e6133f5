/**
 * The framed format (core/transfer/framedFormat.md) with one peer: reads messages, passes the peer's files to a
 * reception and its answers to the sender, and shares the outgoing direction between both.
 */
import { SocketError } from '../../../core/socketError.ts';
import { FramedDecoder, type FramedFlaw, type FramedPiece } from '../../../core/transfer/framedDecoder.ts';
import {
  dataHeader,
  encodeFramedMessage,
  type FileMessage,
  type FramedMessage,
  type ReceiverMessage,
} from '../../../core/transfer/framedMessage.ts';
import type { ByteConsumer } from '../../conversation/byteConsumer.ts';
import type { Peer } from '../../conversation/peer.ts';
import { owned, startOwned } from '../../owned.ts';
import { turnBudget } from '../../turns/turnBudget.ts';
import { fileReception } from '../fileReception.ts';
import { RawReception } from '../raw/rawReception.ts';
import type { TransferContext } from '../transferContext.ts';
import { FileAnswers } from './fileAnswers.ts';
import { FileTurns } from './fileTurns.ts';
import type { FramedChannel } from './framedChannel.ts';
import { FramedReception } from './framedReception.ts';
import { SharedLane } from './sharedLane.ts';

/** Number of messages that may wait for a peer that doesn't read before we stop reading from it. */
const maxUnread = 256;

export class FramedExchange implements ByteConsumer, FramedChannel {
  readonly peer: Peer;
  readonly context: TransferContext;
  /** Sends one outgoing file after another. */
  readonly turns = new FileTurns();
  readonly #decoder = new FramedDecoder();
  readonly #reception: FramedReception;
  readonly #lane: SharedLane;
  /** Answers to the file that we sent last. */
  #answers: FileAnswers | undefined;
  /** Why no answer can arrive any more. */
  #noAnswerReason: SocketError | undefined;
  #users = 0;
  /** Number of messages that the kernel hasn't taken yet. */
  #unread = 0;
  /** True while reading is paused to give others a turn. */
  #isResting = false;
  /** True once the stream turned out not to be framed, or was returned to the framing. */
  #isOver = false;

  private constructor(peer: Peer, context: TransferContext) {
    this.peer = peer;
    this.context = context;
    this.#lane = new SharedLane(signal => peer.lane(signal), peer);
    this.#reception = new FramedReception(this);
  }

  /** Reads the peer's stream as framed from now on, unless it already is. @throws SocketError RECEIVES_RAW if it is a single raw file. */
  static with(peer: Peer, context: TransferContext): FramedExchange {
    if (peer.consumer instanceof FramedExchange) return peer.consumer;
    if (peer.consumer) throw new SocketError('RECEIVES_RAW', { address: peer.address });
    const exchange = new FramedExchange(peer, context);
    peer.consumeBy(exchange);
    return exchange;
  }

  get isBusy(): boolean {
    return this.#reception.isBusy || this.#unread > maxUnread || this.#isResting;
  }

  push(chunk: Uint8Array): void {
    const before = this.#decoder.lines;
    for (const piece of this.#decoder.push(chunk)) this.#take(piece);
    if (!turnBudget.chargeMessages(this.#decoder.lines - before)) this.#rest();
  }

  end(): void {
    const rest = this.#decoder.end();
    if (rest.length > 0 && !this.#isOver) this.#breakOff(rest);
    // Our end of stream follows the peer's, after the answers to its files.
    else if (!this.#isOver) startOwned(this.peer, 'framedExchange.answer', () => this.#answerAll());
    this.#stopAnswers(new SocketError('NO_ANSWER', { address: this.peer.address }));
    this.#reception.end();
    if (this.peer.consumer !== this) this.peer.consumer?.end();
  }

  gone(): void {
    this.#stopAnswers(new SocketError('SEND_INTERRUPTED', { address: this.peer.address }));
    this.#reception.end();
  }

  /** Joins the outgoing direction's users; the returned function leaves. Rejects if the signal is aborted first. */
  async join(signal: AbortSignal): Promise<() => void> {
    const leave = this.stay();
    try {
      await this.#lane.join(signal);
    } catch (error) {
      leave();
      throw error;
    }
    return () => {
      this.#lane.leave();
      // Until the last answer has arrived, the exchange must read instead of the framing.
      startOwned(this.peer, 'framedExchange.leave', () => this.answered.then(leave));
    };
  }

  /** Requires the incoming data to be read as framed; the returned function lifts the requirement. */
  stay(): () => void {
    this.#users++;
    return () => this.#leave();
  }

  /**
   * Sends a message; requires `join`. Isn't awaited, since a peer that doesn't read would block us: when the connection
   * is lost, everything that waits for an answer is rejected.
   */
  send(message: FramedMessage): void {
    const written = this.#lane.held.write([encodeFramedMessage(message)]);
    this.#unread++;
    const over = written.catch(() => undefined /* the connection is gone, which ends the conversation */);
    startOwned(this.peer, 'framedExchange.said', async () => {
      await over;
      this.#unread--;
      if (this.#unread === maxUnread) this.peer.eased();
    });
  }

  /** Sends bytes of the file that was announced last: 1 byte to 1 MiB. */
  async sendData(bytes: Uint8Array): Promise<void> {
    await this.#lane.held.write([dataHeader(bytes.length), bytes]);
  }

  /**
   * Announces the next file, after `answered`.
   * @throws SocketError if no answer could arrive, RangeError if the format can't represent it.
   */
  announce(file: FileMessage): FileAnswers {
    if (this.#noAnswerReason) throw this.#noAnswerReason;
    const written = this.#lane.held.write([encodeFramedMessage(file)]);
    const answers = new FileAnswers();
    this.#answers = answers;
    written.catch(error => answers.fail(error));
    return answers;
  }

  /** Resolves when the last answer to the previous file has arrived, or none can. */
  get answered(): Promise<void> {
    return this.#answers?.final ?? Promise.resolve();
  }

  /** Pauses reading until a later turn: a read may hold thousands of messages, which cost more than their bytes. */
  #rest(): void {
    if (this.#isResting) return;
    this.#isResting = true;
    const goOn = owned(this.peer, 'framedExchange.rest', () => {
      this.#isResting = false;
      this.peer.eased();
    });
    turnBudget.inLaterTurn(goOn);
  }

  #take(piece: FramedPiece): void {
    if ('raw' in piece) this.#breakOff(piece.raw, piece.flaw);
    else if ('data' in piece) this.#reception.push(piece);
    else if (isAnswer(piece.message)) this.#answers?.receive(piece.message);
    else this.#reception.push({ message: piece.message });
  }

  #stopAnswers(reason: SocketError): void {
    this.#noAnswerReason ??= reason;
    this.#answers?.fail(this.#noAnswerReason);
  }

  /** Called if the incoming data isn't framed. A receiver of files stores it as one; otherwise the framing reads it. */
  #breakOff(raw: Uint8Array, flaw?: FramedFlaw): void {
    const { peer, context } = this;
    if (!this.#isOver) {
      this.#isOver = true;
      const failure = new SocketError('NOT_FRAMED', { address: peer.address });
      this.#stopAnswers(failure);
      this.#reception.end(failure);
      peer.consumeBy(this.#receives ? new RawReception(peer, context, { notFramed: { flaw } }) : undefined, raw);
    } else if (peer.consumer) peer.consumer.push(raw);
    else peer.consumeBy(undefined, raw);
  }

  async #answerAll(): Promise<void> {
    try {
      const leave = await this.join(new AbortController().signal);
      await this.#reception.done;
      leave();
    } catch {
      // No more answers can be sent: our direction has ended, or the connection is gone.
    }
  }

  get #receives(): boolean {
    return fileReception(this.peer)?.mode === 'framed';
  }

  /** Returns the stream to the framing if it was only needed for sending and nothing is sent any more. */
  #leave(): void {
    this.#users--;
    if (this.#users > 0 || this.#receives || this.peer.consumer !== this) return;
    this.#isOver = true;
    this.#reception.end();
    this.peer.consumeBy(undefined, this.#decoder.end());
  }
}

function isAnswer(message: FramedMessage): message is ReceiverMessage {
  return message.type === 'have' || message.type === 'receipt' || message.type === 'refuse';
}
