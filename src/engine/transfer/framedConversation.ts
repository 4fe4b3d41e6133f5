/**
 * One peer's side of the framed format (core/transfer/framedFormat.md): reads what comes, hands the peer's files to a reception and its
 * answers to whoever sends, and shares the outgoing direction among both.
 */
import { SocketError } from '../../core/socketError.ts';
import { FramedDecoder, type FramedFlaw, type FramedPiece } from '../../core/transfer/framedDecoder.ts';
import {
  dataHeader,
  encodeMessage,
  type FileMessage,
  type FramedMessage,
  type ReceiverMessage,
} from '../../core/transfer/framedMessage.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Intake, Peer } from '../endpoints/peer.ts';
import { unawaited } from '../owned.ts';
import { FileAnswers } from './fileAnswers.ts';
import { FramedReception } from './framedReception.ts';
import { RawReception } from './rawReception.ts';
import { SharedLane } from './sharedLane.ts';
import { Turns } from './turns.ts';

/** Messages that may wait for a peer that doesn't read, before it isn't read either. */
const maxUnread = 256;

export class FramedConversation implements Intake {
  readonly peer: Peer;
  readonly context: EndpointContext;
  /** One outgoing file after another. */
  readonly turns = new Turns();
  readonly #decoder = new FramedDecoder();
  readonly #reception: FramedReception;
  readonly #lane: SharedLane;
  /** To the file that we sent last. */
  #answers: FileAnswers | undefined;
  /** Why no answer can come any more. */
  #deaf: SocketError | undefined;
  #users = 0;
  /** Messages that the kernel has not taken. */
  #unread = 0;
  /** It isn't framed, or is the framing's again. */
  #isOver = false;

  private constructor(peer: Peer, context: EndpointContext) {
    this.peer = peer;
    this.context = context;
    this.#lane = new SharedLane(signal => peer.lane(signal), peer);
    this.#reception = new FramedReception(this);
  }

  /** Reads the peer's stream as framed from now on, unless it is already. @throws SocketError RECEIVES_RAW where it is one raw file. */
  static with(peer: Peer, context: EndpointContext): FramedConversation {
    if (peer.intake instanceof FramedConversation) return peer.intake;
    if (peer.intake) throw new SocketError('RECEIVES_RAW', { address: peer.address });
    const conversation = new FramedConversation(peer, context);
    peer.divert(conversation);
    return conversation;
  }

  get isBusy(): boolean {
    return this.#reception.isBusy || this.#unread > maxUnread;
  }

  push(chunk: Uint8Array): void {
    for (const piece of this.#decoder.push(chunk)) this.#take(piece);
  }

  end(): void {
    const rest = this.#decoder.end();
    if (rest.length > 0 && !this.#isOver) this.#breakOff(rest);
    // Our end of stream follows the peer's, and what its files are answered comes before.
    else if (!this.#isOver) unawaited(this.peer, 'framedConversation.answer', () => this.#answerAll());
    this.#hearNoMore(new SocketError('NO_ANSWER', { address: this.peer.address }));
    this.#reception.end();
    if (this.peer.intake !== this) this.peer.intake?.end();
  }

  gone(): void {
    this.#hearNoMore(new SocketError('SEND_INTERRUPTED', { address: this.peer.address }));
    this.#reception.end();
  }

  /** Takes part in the outgoing direction; the function that it gives leaves it. Rejects when the signal comes first. */
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
      // Until then it is not the framing that reads.
      unawaited(this.peer, 'framedConversation.leave', () => this.answered.then(leave));
    };
  }

  /** Needs what comes to be read as framed; the function that it gives doesn't any more. */
  stay(): () => void {
    this.#users++;
    return () => this.#leave();
  }

  /**
   * Only for who joined: the bytes are on their way when it returns. Not to be waited for, since a peer that doesn't read would keep
   * us: when the connection goes, whoever waits for an answer hears it.
   */
  say(message: FramedMessage): void {
    const written = this.#lane.held.write([encodeMessage(message)]);
    this.#unread++;
    const over = written.catch(() => undefined /* the connection is gone, which ends the conversation */);
    unawaited(this.peer, 'framedConversation.said', async () => {
      await over;
      this.#unread--;
      if (this.#unread === maxUnread) this.peer.eased();
    });
  }

  /** Bytes of the file that was announced last: 1 to 1 MiB. */
  async sayData(bytes: Uint8Array): Promise<void> {
    await this.#lane.held.write([dataHeader(bytes.length), bytes]);
  }

  /** Begins a file, after `answered`. @throws SocketError when no answer could come, RangeError for what the format can't say. */
  announce(file: FileMessage): FileAnswers {
    if (this.#deaf) throw this.#deaf;
    const written = this.#lane.held.write([encodeMessage(file)]);
    const answers = new FileAnswers();
    this.#answers = answers;
    written.catch(error => answers.fail(error));
    return answers;
  }

  /** Resolves when the last answer to the file before came, or none can come. */
  get answered(): Promise<void> {
    return this.#answers?.final ?? Promise.resolve();
  }

  #take(piece: FramedPiece): void {
    if ('raw' in piece) this.#breakOff(piece.raw, piece.flaw);
    else if ('data' in piece) this.#reception.push(piece);
    else if (isAnswer(piece.message)) this.#answers?.hear(piece.message);
    else this.#reception.push({ message: piece.message });
  }

  #hearNoMore(reason: SocketError): void {
    this.#deaf ??= reason;
    this.#answers?.fail(this.#deaf);
  }

  /** What comes is not framed. A receiver of files keeps it as one, others see it as it is. */
  #breakOff(raw: Uint8Array, flaw?: FramedFlaw): void {
    const { peer, context } = this;
    if (!this.#isOver) {
      this.#isOver = true;
      const failure = new SocketError('NOT_FRAMED', { address: peer.address });
      this.#hearNoMore(failure);
      this.#reception.end(failure);
      peer.divert(this.#receives ? new RawReception(peer, context, { notFramed: { flaw } }) : undefined, raw);
    } else if (peer.intake) peer.intake.push(raw);
    else peer.divert(undefined, raw);
  }

  async #answerAll(): Promise<void> {
    try {
      const leave = await this.join(new AbortController().signal);
      await this.#reception.done;
      leave();
    } catch {
      // Nothing more can be answered: our direction has ended, or the connection is gone.
    }
  }

  get #receives(): boolean {
    return this.peer.files?.mode === 'framed';
  }

  /** Where it was for sending only, the framing reads on when nothing is sent any more. */
  #leave(): void {
    this.#users--;
    if (this.#users > 0 || this.#receives || this.peer.intake !== this) return;
    this.#isOver = true;
    this.#reception.end();
    this.peer.divert(undefined, this.#decoder.end());
  }
}

function isAnswer(message: FramedMessage): message is ReceiverMessage {
  return message.type === 'have' || message.type === 'receipt' || message.type === 'refuse';
}
