/**
 * One peer's side of the framed format (core/transfer/framedFormat.md): reads what comes, hands the peer's files to a reception and its
 * answers to whoever sends, and shares the outgoing direction among both.
 */
import { SocketError } from '../../core/socketError.ts';
import { FramedDecoder, type FramedPiece } from '../../core/transfer/framedDecoder.ts';
import {
  dataHeader,
  encodeMessage,
  type FramedMessage,
  type ReceiverMessage,
  type SenderMessage,
} from '../../core/transfer/framedMessage.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Lane } from '../endpoints/outbox.ts';
import type { Intake, Peer } from '../endpoints/peer.ts';
import { receiveFramedFiles } from './framedReception.ts';
import { PieceQueue } from './pieceQueue.ts';
import { RawReception } from './rawReception.ts';
import { SharedLane } from './sharedLane.ts';
import { Turns } from './turns.ts';

/** What waits for the disk before reading pauses. */
const maxWaitingBytes = 1024 * 1024;

/** What belongs to files that the peer sends. */
export type IncomingPiece = { readonly message: SenderMessage } | { readonly data: Uint8Array };

export class FramedConversation implements Intake {
  readonly peer: Peer;
  readonly context: EndpointContext;
  readonly incoming: PieceQueue<IncomingPiece>;
  /** One outgoing file after another. */
  readonly turns = new Turns();
  readonly #decoder = new FramedDecoder();
  readonly #answers = new PieceQueue<ReceiverMessage>(
    () => 0,
    0,
    () => undefined,
  );
  readonly #lane: SharedLane;
  /** Files whose last answer nobody waits for any more. */
  #owed = 0;
  #users = 0;
  #isOver = false;

  private constructor(peer: Peer, context: EndpointContext) {
    this.peer = peer;
    this.context = context;
    this.incoming = new PieceQueue(
      piece => ('data' in piece ? piece.data.length : 0),
      maxWaitingBytes,
      () => peer.eased(),
    );
    this.#lane = new SharedLane(signal => peer.lane(signal));
    void receiveFramedFiles(this);
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
    return this.incoming.isFull;
  }

  push(chunk: Uint8Array): void {
    for (const piece of this.#decoder.push(chunk)) this.#take(piece);
  }

  end(): void {
    const { rest } = this.#decoder.end();
    if (rest.length > 0 && !this.#isOver) this.#breakOff(rest);
    this.incoming.end();
    this.#answers.fail(new SocketError('NO_ANSWER', { address: this.peer.address }));
    if (this.peer.intake !== this) this.peer.intake?.end();
  }

  gone(): void {
    const failure = new SocketError('FILE_INCOMPLETE', { address: this.peer.address });
    this.incoming.fail(failure);
    this.#answers.fail(new SocketError('SEND_INTERRUPTED', { address: this.peer.address }));
  }

  /** Takes part in the outgoing direction; the function that it gives leaves it. Rejects when the signal comes first. */
  async join(signal: AbortSignal): Promise<() => void> {
    this.#users++;
    try {
      await this.#lane.join(signal);
    } catch (error) {
      this.#leave();
      throw error;
    }
    return () => {
      this.#lane.leave();
      this.#leave();
    };
  }

  async write(message: FramedMessage): Promise<void> {
    await (await this.#held()).write([encodeMessage(message)]);
  }

  /** Bytes of the file that was announced last: 1 to 1 MiB. */
  async writeData(bytes: Uint8Array): Promise<void> {
    await (await this.#held()).write([dataHeader(bytes.length), bytes]);
  }

  /** The peer's next answer. Rejects when the signal comes first, or none can come any more. */
  async answer(signal: AbortSignal): Promise<ReceiverMessage> {
    const answer = await this.#answers.take(signal);
    if (!answer) throw new SocketError('NO_ANSWER', { address: this.peer.address });
    return answer;
  }

  /** The last answer to a file will come and is for nobody. */
  owe(): void {
    this.#owed++;
  }

  #held(): Promise<Lane> {
    return this.#lane.held;
  }

  #take(piece: FramedPiece): void {
    if ('raw' in piece) this.#breakOff(piece.raw);
    else if ('data' in piece) this.incoming.push(piece);
    else if (isAnswer(piece.message)) this.#answered(piece.message);
    else this.incoming.push({ message: piece.message });
  }

  #answered(answer: ReceiverMessage): void {
    if (this.#owed === 0) this.#answers.push(answer);
    else if (answer.type !== 'have') this.#owed--;
  }

  /** What comes is not framed. A receiver of files keeps it as one, others see it as it is. */
  #breakOff(raw: Uint8Array): void {
    const { peer, context } = this;
    if (!this.#isOver) {
      this.#isOver = true;
      const failure = new SocketError('NOT_FRAMED', { address: peer.address });
      this.incoming.fail(failure);
      this.#answers.fail(failure);
      peer.divert(this.#receives ? new RawReception(peer, context, { isUnexpected: true }) : undefined, raw);
    } else if (peer.intake) peer.intake.push(raw);
    else peer.divert(undefined, raw);
  }

  get #receives(): boolean {
    return this.context.config.files?.mode === 'framed';
  }

  /** Where it was for sending only, the framing reads on when nothing is sent any more. */
  #leave(): void {
    this.#users--;
    if (this.#users > 0 || this.#receives || this.peer.intake !== this) return;
    this.#isOver = true;
    const { rest } = this.#decoder.end();
    this.incoming.end();
    this.peer.divert(undefined, rest);
  }
}

function isAnswer(message: FramedMessage): message is ReceiverMessage {
  return message.type === 'have' || message.type === 'receipt' || message.type === 'refuse';
}
