/**
 * The automatic side of one peer: sends the greeting, replies to frames in the order in which they arrived, follows the
 * states of the rules, and stops if both sides would reply to each other forever.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { RunMatch } from '../../core/replyRules.ts';
import { PeerMemory } from '../../core/rules/peerMemory.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Layer } from '../conversation/layer.ts';
import { runPattern } from '../matching/runPattern.ts';
import { runTemplate } from '../matching/runTemplate.ts';
import { startOwned } from '../owned.ts';
import { kept } from '../transport/readMemory.ts';
import type { AnsweringHome } from './answeringHome.ts';
import { AnswerOrder, type AnswerOrderSink, type ArrivedFrame } from './answerOrder.ts';
import { AnswerSender } from './answerSender.ts';
import { LoopWatch } from './loopWatch.ts';
import { ReplyFailures } from './replyFailures.ts';
import type { Answer, Responder } from './responder.ts';

/** Abort reason for matching. Shared, since creating an error costs more than the rest of ending a connection. */
const conversationOver = new Error('the conversation is over');

export class AnsweringLayer implements Layer, AnswerOrderSink {
  readonly borrowsFrames = true;
  readonly #home: AnsweringHome;
  readonly #conversation: Conversation;
  readonly #loops: LoopWatch;
  readonly #failures: ReplyFailures;
  readonly #stopping = new AbortController();
  readonly #sender: AnswerSender;
  readonly #order: AnswerOrder;
  readonly #memory = new PeerMemory();
  hasEnded = false;

  /** The config of the last frame, and its rules. */
  #config: EndpointConfig | undefined;
  #responder: Responder;

  constructor(conversation: Conversation, home: AnsweringHome, loops = new LoopWatch(conversation)) {
    this.#loops = loops;
    this.#home = home;
    this.#conversation = conversation;
    this.#failures = new ReplyFailures(conversation);
    this.#responder = home.responder;
    const { signal } = this.#stopping;
    this.#sender = new AnswerSender({ conversation, home, loops, failures: this.#failures, signal });
    this.#order = new AnswerOrder(conversation, this);
  }

  get copiesFrames(): boolean {
    return !this.#home.responder.isSilent;
  }

  /**
   * True while a condition is matched on another thread or in a later turn, or a long reply is joined. Also while the
   * messages of all streams of the endpoint for which this is done take up too much memory.
   */
  get isBusy(): boolean {
    return this.#order.isBusy || (this.#conversation.isStream && this.#home.responder.backlog.ofStreams.areTooMany);
  }

  get isOver(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Sends the greeting to the peer of a stream, and ends the stream if the config says so. */
  opened(): void {
    const { greeting, closeAfterGreeting, backlog } = this.#home.responder;
    const { address } = this.#conversation;
    // Datagrams have no beginning.
    if (!this.#conversation.isStream) return;
    backlog.ofStreams.holds(this.#conversation, true);
    if (greeting) {
      const replies = [{ parts: () => [greeting(address)], quotes: false }];
      const how = { origin: 'greeting', delayMs: 0, raw: false } as const;
      startOwned(this.#conversation, 'answering.greet', () => this.#sender.send(replies, how));
    }
    if (closeAfterGreeting) this.#conversation.end();
  }

  sending(frame: Uint8Array, origin: Origin, content: Uint8Array): void {
    this.#loops.sent(content, origin);
    this.#sender.sending(frame, content);
  }

  cut(direction: 'in' | 'out'): void {
    if (direction === 'out') this.#loops.interrupted();
  }

  /** Replies to an incoming frame by the config that was in use when it was read. */
  frame({ bytes, flaw }: Frame, config: EndpointConfig): void {
    // Noise isn't a message.
    if (this.hasEnded || flaw === 'noise') return;
    const responder = this.#rulesOf(config);
    if (responder.isSilent && !this.#order.isBusy) {
      this.#loops.passed(bytes);
      return;
    }
    this.#order.add({ frame: kept(bytes), responder, deliveredFrom: this.#conversation.deliveredFrom });
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
    this.#order.whenIdle(then);
  }

  closed(): void {
    this.#loops.closed();
    this.#home.responder.backlog.ofStreams.holds(this.#conversation, false);
  }

  /** Discards pending replies. */
  muted(): void {
    this.hasEnded = true;
    this.#order.stop();
    this.#stopping.abort(conversationOver);
  }

  readonly #run: RunMatch = (matchable, bytes, rule) => {
    const options = { owner: this.#home, signal: this.#stopping.signal };
    const match =
      'matchWithin' in matchable ? runTemplate(matchable, bytes, options) : runPattern(matchable, bytes, options);
    return match instanceof Promise ? match.catch(error => this.#skip(rule, bytes.length, error)) : match;
  };

  /** Treats a rule whose condition failed or timed out as not matching, so that the next one is tried. */
  #skip(rule: number, bytes: number, error: unknown): undefined {
    if (!this.isOver) this.#failures.notMatched(rule, bytes, error);
  }

  give(arrived: ArrivedFrame): Promise<void> | undefined {
    const peer = { address: this.#conversation.address, memory: this.#memory };
    const answer = arrived.responder.answer(arrived.frame, peer, this.#run);
    return answer instanceof Promise
      ? answer.then(found => this.#giveAnswer(arrived, found))
      : this.#giveAnswer(arrived, answer);
  }

  /** `answer` is absent if no rule matches the frame. */
  #giveAnswer({ frame, deliveredFrom }: ArrivedFrame, answer: Answer | undefined): Promise<void> | undefined {
    if (this.hasEnded) return undefined;
    const isSilent = !answer || answer.replies.length === 0;
    if (isSilent) this.#loops.passed(frame);
    if (!answer || (!isSilent && !this.#loops.mayReply(frame, deliveredFrom))) return undefined;
    const ends = answer.close !== false && this.#conversation.isStream;
    // Before the replies are rendered, which may contain the captured values.
    const tooLong = answer.apply?.() ?? [];
    if (typeof answer.origin === 'object' && tooLong.length > 0)
      this.#conversation.event({ code: 'captureTooLong', rule: answer.origin.rule, names: tooLong });
    const joining = this.#sender.send(answer.replies, answer, frame);
    if (ends) this.hasEnded = true;
    if (joining === undefined) this.#follow(answer);
    return joining?.then(() => {
      if (!this.isOver) this.#follow(answer);
    });
  }

  /** Changes the framing, or ends the connection, once all replies are queued. */
  #follow({ framing, close }: Answer): void {
    if (!this.#conversation.isStream) return;
    if (framing !== undefined) this.#conversation.reframe(framing);
    if (close === 'end') this.#conversation.end();
    else if (close === 'reset') this.#conversation.endByReset();
  }
}
