/** Sends the replies of one conversation: renders them, joins long ones over several turns, and stops growing ones. */
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { PendingWrite } from '../conversation/outboxItem.ts';
import { joinInTurns } from '../turns/copyInTurns.ts';
import { AnswerChains } from './answerChains.ts';
import type { AnsweringHome } from './answeringHome.ts';
import type { AnswerChain } from './growingAnswers.ts';
import type { LoopWatch } from './loopWatch.ts';
import { replyCaller } from './replyCaller.ts';
import type { ReplyFailures } from './replyFailures.ts';
import type { Answer, AnswerPart } from './responder.ts';

/** Replies longer than this are joined over several turns. */
const longAnswerBytes = 1024 * 1024;

export interface AnswerSenderParts {
  readonly conversation: Conversation;
  readonly home: AnsweringHome;
  readonly loops: LoopWatch;
  readonly failures: ReplyFailures;
  /** Aborted when nothing can be sent any more. */
  readonly signal: AbortSignal;
}

type How = Pick<Answer, 'delayMs' | 'raw'> & { readonly origin: PendingOrigin };
type PendingOrigin = Answer['origin'];

export class AnswerSender {
  readonly #parts: AnswerSenderParts;
  readonly #chains = new AnswerChains();
  /** Called back for every echo. */
  #echo: PendingWrite | undefined;

  constructor(parts: AnswerSenderParts) {
    this.#parts = parts;
  }

  /** Call for each outgoing frame; `content` is the frame without its framing. */
  sending(frame: Uint8Array, content: Uint8Array): void {
    this.#chains.sending(frame, content);
  }

  /** Sends replies to a frame in order; returns a promise while a long one is joined. */
  send(replies: readonly AnswerPart[], how: How, frame?: Uint8Array): Promise<void> | undefined {
    for (const [at, reply] of replies.entries()) {
      const joining = this.#sendOne(reply, how, frame);
      if (joining !== undefined) return joining.then(() => this.send(replies.slice(at + 1), how, frame));
    }
    return undefined;
  }

  #sendOne({ parts: partsOf, quotes }: AnswerPart, how: How, frame?: Uint8Array): Promise<void> | undefined {
    const { failures, home } = this.#parts;
    const { origin } = how;
    let parts: readonly Uint8Array[];
    try {
      parts = partsOf();
    } catch (error) {
      failures.notSent(error, origin);
      return undefined;
    }
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    const { chain, isEndless } = this.#chainOf(quotes ? frame : undefined, bytes, origin);
    if (isEndless) return undefined;
    const [only] = parts;
    const { maxQueuedBytes = defaultMaxQueuedBytes } = home.config;
    if (parts.length > 1 && bytes > maxQueuedBytes) {
      // Refused before it is joined: placeholders make tens of megabytes of a short message.
      failures.notSent(new SocketError('SEND_QUEUE_FULL', { bytes, queuedBytes: 0, maxQueuedBytes }), origin);
      return undefined;
    }
    if (parts.length > 1 && bytes > longAnswerBytes) return this.#joinAndSend(parts, how, chain);
    const answer = only !== undefined && parts.length === 1 ? only : joinBytes(parts);
    // A single part may be a slice of the frame, whose buffer other frames share: it can't be a key of `#chains`.
    if (chain) this.#chains.continue(answer, chain, answer === only);
    this.#hand(answer, how);
    return undefined;
  }

  /** Returns the chain that a rule's reply continues, if it quotes a message. */
  #chainOf(
    quoted: Uint8Array | undefined,
    bytes: number,
    origin: PendingOrigin,
  ): { readonly chain?: AnswerChain; readonly isEndless: boolean } {
    if (!quoted || typeof origin !== 'object') return { isEndless: false };
    const { home, conversation } = this.#parts;
    const { config } = home;
    const endpoint = labelInSentence({ config, address: config.address });
    return this.#chains.next(quoted, bytes, { endpoint, rule: origin.rule }, ({ rules }) =>
      conversation.event({ code: 'growingAnswers', bytes, rules }),
    );
  }

  async #joinAndSend(parts: readonly Uint8Array[], how: How, chain: AnswerChain | undefined): Promise<void> {
    const { signal } = this.#parts;
    const answer = await joinInTurns(parts, signal).catch(() => undefined /* the conversation is over */);
    if (answer && chain) this.#chains.continue(answer, chain, false);
    if (answer && !signal.aborted) this.#hand(answer, how);
  }

  #hand(answer: Uint8Array, { origin, delayMs, raw }: How): void {
    const { conversation, failures, loops } = this.#parts;
    const settled = loops.replying(delayMs);
    const parts = { failures, chains: this.#chains };
    this.#echo ??= replyCaller(parts, 'echo');
    const caller = origin === 'echo' && !settled ? this.#echo : replyCaller(parts, origin, settled);
    conversation.reply(answer, origin, delayMs, caller, raw);
  }
}
