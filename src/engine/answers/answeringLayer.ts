/**
 * The automatic side of one peer: sends the greeting, replies to frames in the order in which they arrived, and stops if both sides would
 * reply to each other forever. While a pattern is matched on another thread, later frames wait for their replies.
 */
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import type { RunPattern } from '../../core/replyRules.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Layer } from '../conversation/layer.ts';
import type { PendingWrite } from '../conversation/outboxItem.ts';
import { runPattern } from '../matching/runPattern.ts';
import { type Owner, startOwned } from '../owned.ts';
import { kept } from '../transport/readMemory.ts';
import { joinInTurns } from '../turns/copyInTurns.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import type { AnswerBacklog } from './answerBacklog.ts';
import { AnswerChains } from './answerChains.ts';
import type { AnswerChain } from './growingAnswers.ts';
import { LoopWatch } from './loopWatch.ts';
import { replyCaller } from './replyCaller.ts';
import { ReplyFailures } from './replyFailures.ts';
import type { Answer, Responder } from './responder.ts';

/** The part of an endpoint that replies use. As an owner, it is the endpoint: the patterns belong to it. */
export interface AnsweringHome extends Owner {
  readonly config: EndpointConfig;
  /** The current rules. */
  readonly responder: Responder;
  /** The rules of a config that was in use before. */
  responderOf(config: EndpointConfig): Responder;
}

/** Replies longer than this are joined over several turns. */
const longAnswerBytes = 1024 * 1024;

/** Abort reason for matching. Shared, since creating an error costs more than the rest of ending a connection. */
const conversationOver = new Error('the conversation is over');

interface WaitingFrame {
  readonly frame: Uint8Array;
  /** Reply rules in effect when the message arrived. */
  readonly responder: Responder;
  /** The conversation's `deliveredFrom` when the message arrived. */
  readonly deliveredFrom: number | undefined;
}

export class AnsweringLayer implements Layer {
  readonly borrowsFrames = true;
  readonly #home: AnsweringHome;
  readonly #conversation: Conversation;
  readonly #loops: LoopWatch;
  readonly #chains = new AnswerChains();
  readonly #failures: ReplyFailures;
  readonly #stopping = new AbortController();
  /** True once frames no longer get replies. */
  #hasEnded = false;
  #isMatching = false;
  /** Frames after the one that is being matched. */
  #waiting: WaitingFrame[] = [];
  /** Called when all frames so far have been handled. */
  #afterwards: (() => void)[] = [];

  /** The config of the last frame, and its rules. */
  #config: EndpointConfig | undefined;
  #responder: Responder;

  /** Called back for every echo. */
  #echo: PendingWrite | undefined;

  constructor(conversation: Conversation, home: AnsweringHome, loops = new LoopWatch(conversation)) {
    this.#loops = loops;
    this.#home = home;
    this.#conversation = conversation;
    this.#failures = new ReplyFailures(conversation);
    this.#responder = home.responder;
  }

  get copiesFrames(): boolean {
    return !this.#home.responder.isSilent;
  }

  /**
   * True while a pattern is matched on another thread or in a later turn, or a long reply is joined. Also while the
   * messages of all streams of the endpoint for which this is done take up too much memory.
   */
  get isBusy(): boolean {
    return this.#isMatching || (this.#conversation.isStream && this.#home.responder.backlog.ofStreams.areTooMany);
  }

  /** Sends the greeting to the peer of a stream, and ends the stream if the config says so. */
  opened(): void {
    const { greeting, closeAfterGreeting } = this.#home.responder;
    const { address } = this.#conversation;
    // Datagrams have no beginning.
    if (!this.#conversation.isStream) return;
    this.#home.responder.backlog.ofStreams.holds(this.#conversation, true);
    if (greeting)
      startOwned(this.#conversation, 'answering.greet', () => this.#answer(() => [greeting(address)], 'greeting', 0));
    if (closeAfterGreeting) this.#conversation.end();
  }

  sending(frame: Uint8Array, origin: Origin, content: Uint8Array): void {
    this.#loops.sent(content, origin);
    this.#chains.sending(frame, content);
  }

  cut(direction: 'in' | 'out'): void {
    if (direction === 'out') this.#loops.interrupted();
  }

  /** Replies to an incoming frame by the config that was in use when it was read. */
  frame({ bytes, flaw }: Frame, config: EndpointConfig): void {
    // Noise isn't a message.
    if (this.#hasEnded || flaw === 'noise') return;
    const responder = this.#rulesOf(config);
    if (responder.isSilent && !this.#isMatching) {
      this.#loops.passed(bytes);
      return;
    }
    const frame = kept(bytes);
    const arrived = { frame, responder, deliveredFrom: this.#conversation.deliveredFrom };
    const isDropped = !this.#conversation.isStream && !responder.backlog.hasRoom(bytes.length);
    if (this.#isMatching || isDropped) {
      this.#wait(arrived);
      return;
    }
    const given = this.#giveAnswer(arrived);
    if (given === undefined) return;
    this.#count(arrived);
    startOwned(this.#conversation, 'answering.match', () => this.#finishInOrder(given, arrived));
  }

  /** Returns the rules of a config; cached, since most frames have the same config as the one before. */
  #rulesOf(config: EndpointConfig): Responder {
    if (config !== this.#config) {
      this.#config = config;
      this.#responder = config === this.#home.config ? this.#home.responder : this.#home.responderOf(config);
    }
    return this.#responder;
  }

  /** Calls back when all frames so far have been handled: immediately if none is waiting, never after `muted`. */
  whenIdle(then: () => void): void {
    if (this.#isMatching) this.#afterwards.push(then);
    else then();
  }

  closed(): void {
    this.#loops.closed();
    this.#home.responder.backlog.ofStreams.holds(this.#conversation, false);
  }

  /** Discards pending replies. */
  muted(): void {
    this.#hasEnded = true;
    this.#afterwards = [];
    this.#stopping.abort(conversationOver);
  }

  /** Queues a frame. Reading from a stream has paused; datagrams can't be held back, so their number is limited. */
  #wait(waiting: WaitingFrame): void {
    const room = this.#count(waiting);
    if (room === 'full') this.#conversation.event({ code: 'datagramsUnanswered' });
    if (room === 'added') this.#waiting.push(waiting);
  }

  #count({ frame, responder: { backlog } }: WaitingFrame): ReturnType<AnswerBacklog['add']> {
    if (!this.#conversation.isStream) return backlog.add(frame.length);
    backlog.ofStreams.add(1, frame.length);
    return 'added';
  }

  #uncount({ frame, responder: { backlog } }: WaitingFrame): void {
    if (this.#conversation.isStream) backlog.ofStreams.remove(1, frame.length);
    else backlog.remove(frame.length);
  }

  readonly #run: RunPattern = (pattern, bytes, rule) => {
    const match = runPattern(pattern, bytes, { owner: this.#home, signal: this.#stopping.signal });
    return match instanceof Promise ? match.catch(error => this.#skip(rule, bytes.length, error)) : match;
  };

  /** Treats a rule whose pattern failed or timed out as not matching, so that the next one is tried. */
  #skip(rule: number, bytes: number, error: unknown): undefined {
    if (!this.#stopping.signal.aborted) this.#failures.notMatched(rule, bytes, error);
  }

  /** Waits for a pending reply, then handles the frames that arrived in the meantime, in order. */
  async #finishInOrder(given: Promise<void>, first: WaitingFrame): Promise<void> {
    this.#isMatching = true;
    await given.finally(() => this.#uncount(first));
    for (let frames = this.#takeWaiting(); frames.length > 0; frames = this.#takeWaiting()) {
      for (const waiting of frames) {
        const turn = this.#hasEnded ? undefined : turnBudget.takeMessageWhenPossible(waiting.frame.length);
        if (turn !== undefined) await turn;
        if (!this.#hasEnded) await this.#giveAnswer(waiting);
        this.#uncount(waiting);
      }
    }
    this.#isMatching = false;
    for (const then of this.#afterwards.splice(0)) then();
    if (!this.#stopping.signal.aborted) this.#conversation.eased();
  }

  #takeWaiting(): WaitingFrame[] {
    const frames = this.#waiting;
    this.#waiting = [];
    return frames;
  }

  /** Replies to an incoming frame. Returns a promise if finding or joining the reply takes longer. */
  #giveAnswer(arrived: WaitingFrame): Promise<void> | undefined {
    const answer = arrived.responder.answer(arrived.frame, this.#conversation.address, this.#run);
    return answer instanceof Promise ? answer.then(found => this.#give(arrived, found)) : this.#give(arrived, answer);
  }

  /** `answer` is absent if no rule matches the frame. */
  #give({ frame, deliveredFrom }: WaitingFrame, answer: Answer | undefined): Promise<void> | undefined {
    if (this.#hasEnded) return undefined;
    if (!answer) {
      this.#loops.passed(frame);
      return undefined;
    }
    if (!this.#loops.mayReply(frame, deliveredFrom)) return undefined;
    const joining = this.#answer(answer.parts, answer.origin, answer.delayMs, answer.quotes ? frame : undefined);
    if (!answer.close || !this.#conversation.isStream) return joining;
    this.#hasEnded = true;
    if (joining === undefined) this.#conversation.end();
    return joining?.then(() => {
      if (!this.#stopping.signal.aborted) this.#conversation.end();
    });
  }

  /** Sends the parts as one reply, which may quote a frame; returns a promise while a long one is joined. */
  #answer(
    partsOf: () => readonly Uint8Array[],
    origin: Origin,
    delayMs: number,
    quoted?: Uint8Array,
  ): Promise<void> | undefined {
    let parts: readonly Uint8Array[];
    try {
      parts = partsOf();
    } catch (error) {
      this.#failures.notSent(error, origin);
      return undefined;
    }
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    const { chain, isEndless } = this.#chainOf(quoted, bytes, origin);
    if (isEndless) return undefined;
    const [only] = parts;
    const { maxQueuedBytes = defaultMaxQueuedBytes } = this.#home.config;
    if (parts.length > 1 && bytes > maxQueuedBytes) {
      // Refused before it is joined: placeholders make tens of megabytes of a short message.
      this.#failures.notSent(new SocketError('SEND_QUEUE_FULL', { bytes, queuedBytes: 0, maxQueuedBytes }), origin);
      return undefined;
    }
    if (parts.length > 1 && bytes > longAnswerBytes) return this.#joinAndSend(parts, origin, delayMs, chain);
    const answer = only !== undefined && parts.length === 1 ? only : joinBytes(parts);
    // A single part may be a slice of the frame, whose buffer other frames share: it can't be a key of `#chains`.
    if (chain) this.#chains.continue(answer, chain, answer === only);
    this.#send(answer, origin, delayMs);
    return undefined;
  }

  /** Returns the chain that a rule's reply continues, if it quotes a message. */
  #chainOf(
    quoted: Uint8Array | undefined,
    bytes: number,
    origin: Origin,
  ): { readonly chain?: AnswerChain; readonly isEndless: boolean } {
    if (!quoted || typeof origin !== 'object') return { isEndless: false };
    const { config } = this.#home;
    const endpoint = labelInSentence({ config, address: config.address });
    return this.#chains.next(quoted, bytes, { endpoint, rule: origin.rule }, ({ rules }) =>
      this.#conversation.event({ code: 'growingAnswers', bytes, rules }),
    );
  }

  async #joinAndSend(
    parts: readonly Uint8Array[],
    origin: Origin,
    delayMs: number,
    chain: AnswerChain | undefined,
  ): Promise<void> {
    const { signal } = this.#stopping;
    const answer = await joinInTurns(parts, signal).catch(() => undefined /* the conversation is over */);
    if (answer && chain) this.#chains.continue(answer, chain, false);
    if (answer && !signal.aborted) this.#send(answer, origin, delayMs);
  }

  #send(answer: Uint8Array, origin: Origin, delayMs: number): void {
    const settled = this.#loops.replying(delayMs);
    const parts = { failures: this.#failures, chains: this.#chains };
    this.#echo ??= replyCaller(parts, 'echo');
    const caller = origin === 'echo' && !settled ? this.#echo : replyCaller(parts, origin, settled);
    this.#conversation.reply(answer, origin, delayMs, caller);
  }
}
