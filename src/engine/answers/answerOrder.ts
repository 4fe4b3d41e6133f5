/**
 * Handles the frames of one conversation in order: while one is being matched or its reply is joined, later ones wait.
 * Reading from a stream pauses meanwhile; datagrams can't be held back, so their number is limited.
 */
import type { Conversation } from '../conversation/conversation.ts';
import { startOwned } from '../owned.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import type { AnswerBacklog } from './answerBacklog.ts';
import type { Responder } from './responder.ts';

export interface ArrivedFrame {
  readonly frame: Uint8Array;
  /** Reply rules in effect when the message arrived. */
  readonly responder: Responder;
  /** The conversation's `deliveredFrom` when the message arrived. */
  readonly deliveredFrom: number | undefined;
}

export interface AnswerOrderSink {
  /** Replies to a frame. Returns a promise if that takes longer. */
  give(arrived: ArrivedFrame): Promise<void> | undefined;
  /** True once frames no longer get replies. */
  readonly hasEnded: boolean;
  /** True once nothing can be sent any more. */
  readonly isOver: boolean;
}

export class AnswerOrder {
  readonly #conversation: Conversation;
  readonly #sink: AnswerOrderSink;
  #isGiving = false;
  /** Frames after the one that is being handled. */
  #waiting: ArrivedFrame[] = [];
  /** Called when all frames so far have been handled. */
  #afterwards: (() => void)[] = [];

  constructor(conversation: Conversation, sink: AnswerOrderSink) {
    this.#conversation = conversation;
    this.#sink = sink;
  }

  /** True while a frame is being handled. */
  get isBusy(): boolean {
    return this.#isGiving;
  }

  add(arrived: ArrivedFrame): void {
    const { frame, responder } = arrived;
    const isDropped = !this.#conversation.isStream && !responder.backlog.hasRoom(frame.length);
    if (this.#isGiving || isDropped) {
      this.#wait(arrived);
      return;
    }
    const given = this.#sink.give(arrived);
    if (given === undefined) return;
    this.#count(arrived);
    startOwned(this.#conversation, 'answering.match', () => this.#finish(given, arrived));
  }

  /** Calls back when all frames so far have been handled: immediately if none is waiting, never after `stop`. */
  whenIdle(then: () => void): void {
    if (this.#isGiving) this.#afterwards.push(then);
    else then();
  }

  /** Calls nothing back any more. */
  stop(): void {
    this.#afterwards = [];
  }

  /** Waits for a pending reply, then handles the frames that arrived in the meantime, in order. */
  async #finish(given: Promise<void>, first: ArrivedFrame): Promise<void> {
    this.#isGiving = true;
    await given.finally(() => this.#uncount(first));
    for (let frames = this.#takeWaiting(); frames.length > 0; frames = this.#takeWaiting()) {
      for (const waiting of frames) {
        const turn = this.#sink.hasEnded ? undefined : turnBudget.takeMessageWhenPossible(waiting.frame.length);
        if (turn !== undefined) await turn;
        if (!this.#sink.hasEnded) await this.#sink.give(waiting);
        this.#uncount(waiting);
      }
    }
    this.#isGiving = false;
    for (const then of this.#afterwards.splice(0)) then();
    if (!this.#sink.isOver) this.#conversation.eased();
  }

  #wait(waiting: ArrivedFrame): void {
    const room = this.#count(waiting);
    if (room === 'full') this.#conversation.event({ code: 'datagramsUnanswered' });
    if (room === 'added') this.#waiting.push(waiting);
  }

  #takeWaiting(): ArrivedFrame[] {
    const frames = this.#waiting;
    this.#waiting = [];
    return frames;
  }

  #count({ frame, responder: { backlog } }: ArrivedFrame): ReturnType<AnswerBacklog['add']> {
    if (!this.#conversation.isStream) return backlog.add(frame.length);
    backlog.ofStreams.add(1, frame.length);
    return 'added';
  }

  #uncount({ frame, responder: { backlog } }: ArrivedFrame): void {
    if (this.#conversation.isStream) backlog.ofStreams.remove(1, frame.length);
    else backlog.remove(frame.length);
  }
}
