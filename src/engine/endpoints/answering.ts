/** One peer's automatic side: greets, answers frames, stops where two sides would answer each other for ever. */
import { phraseOf } from '../../core/phrase.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { EchoLoopGuard } from './echoLoopGuard.ts';
import type { EndpointContext } from './endpointContext.ts';
import type { Peer } from './peer.ts';

/** Sends an answer in the order of the peer's outbox. A text of several lines goes out as several frames. */
export type SendAnswer = (answer: Uint8Array, origin: Origin, delayMs: number) => Promise<void>;

/** Errors that need no event: after our end of stream nobody expects an answer, and a lost connection has its own. */
const expected = new Set(['STREAM_ENDED', 'SEND_INTERRUPTED']);

export class Answering {
  readonly #context: EndpointContext;
  readonly #peer: Peer;
  readonly #send: SendAnswer;
  readonly #loopGuard = new EchoLoopGuard();
  #isFull = false;

  constructor(context: EndpointContext, peer: Peer, send: SendAnswer) {
    this.#context = context;
    this.#peer = peer;
    this.#send = send;
  }

  greet(): void {
    const { greeting, closeAfterGreeting } = this.#context.responder;
    if (greeting) this.#answer(() => greeting(this.#peer.address), 'greeting', 0);
    if (closeAfterGreeting) this.#peer.end();
  }

  /** A frame goes out. */
  sent(frame: Uint8Array, origin: Origin): void {
    this.#loopGuard.sent(frame, origin !== 'send' && origin !== 'greeting');
  }

  /** A frame came in: answers it where the config says so. */
  received(frame: Uint8Array): void {
    const answer = this.#context.responder.answer(frame, this.#peer.address);
    if (!answer) return;
    if (this.#loopGuard.isLoop(frame)) {
      this.#context.transcript.event({ code: 'echoLoop' }, this.#peer);
      return;
    }
    this.#answer(answer.render, answer.origin, answer.delayMs);
    if (answer.close && this.#context.config.kind !== 'udp') this.#peer.end();
  }

  #answer(render: () => Uint8Array, origin: Origin, delayMs: number): void {
    this.#sendRendered(render, origin, delayMs).then(
      () => {
        this.#isFull = false;
      },
      (error: unknown) => this.#failed(error, origin),
    );
  }

  async #sendRendered(render: () => Uint8Array, origin: Origin, delayMs: number): Promise<void> {
    await this.#send(render(), origin, delayMs);
  }

  #failed(error: unknown, origin: Origin): void {
    if (error instanceof SocketError && expected.has(error.code)) return;
    // Told once, until an answer gets through: it fails for each message of a flood.
    const wasFull = this.#isFull;
    this.#isFull = error instanceof SocketError && error.code === 'SEND_QUEUE_FULL';
    if (wasFull && this.#isFull) return;
    const { failure } = SocketError.from(error, 'send', this.#peer.address);
    const reason = phraseOf(error);
    this.#context.transcript.event({ code: 'sendFailed', failure, origin, ...(reason && { reason }) }, this.#peer);
  }
}
