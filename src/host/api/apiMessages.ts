/** Received messages as exposed by the public API: a caller iterates over them, or says which one it expects. */
import { checkPeer, checkTimeout } from '../../client/apiArguments.ts';
import { unawaited } from '../../client/unawaited.ts';
import { decodeText } from '../../core/bytes/decodeText.ts';
import type { Encoding } from '../../core/endpointConfig.ts';
import { type ExpectedMessage, expectedMessage, type MessagePattern } from '../../core/expectedMessage.ts';
import type { MessageBatch, MessagePeer } from '../../core/messageBatch.ts';
import { SocketError } from '../../core/socketError.ts';
import type { ExpectOptions, Message, MessageStream } from '../api.ts';
import type { HostCalls } from '../endpoints/endpoints.ts';
import { withSentence } from '../shown/withSentence.ts';

const defaultTimeoutMs = 10_000;
/** Number of messages that an error quotes. */
const quotedMessages = 3;

export interface MessageSource {
  readonly engine: Pick<HostCalls, 'openMessages' | 'takeMessages' | 'closeMessages'>;
  readonly endpoint: string;
  /** Current encoding of the endpoint. */
  readonly encoding: Encoding;
}

/** Closes streams that were dropped without `return()`: they would hold back their endpoints for good. */
const forgotten = new FinalizationRegistry<() => void>(close => close());

export class ApiMessages implements MessageStream {
  readonly #source: MessageSource;
  readonly #stream: Promise<number>;
  readonly #close: () => void;
  /** Messages taken from the engine, in reverse order: the next one is last. */
  #waiting: Message[] = [];
  #taking: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #state: MessageBatch['state'] = 'open';
  #dropped = 0;

  /** Streams the messages received from now on. */
  constructor(source: MessageSource, peer?: string) {
    checkPeer(peer);
    this.#source = source;
    const { engine, endpoint } = source;
    const stream = engine.openMessages(endpoint, peer);
    stream.catch(() => undefined /* reported by the first call that needs it */);
    this.#stream = stream;
    this.#close = () => unawaited(stream.then(number => engine.closeMessages(number)).catch(() => undefined));
    forgotten.register(this, this.#close, this);
  }

  get dropped(): number {
    return this.#dropped;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Message, undefined>> {
    return this.#inTurn(async () => {
      while (this.#waiting.length === 0 && this.#state !== 'ended') await this.#fill(false);
      const value = this.#waiting.pop();
      return value ? { value, done: false } : { value: undefined, done: true };
    });
  }

  async return(): Promise<IteratorResult<Message, undefined>> {
    this.#end();
    this.#waiting = [];
    this.#close();
    return { value: undefined, done: true };
  }

  async expect(pattern: MessagePattern, { timeoutMs = defaultTimeoutMs }: ExpectOptions = {}): Promise<Message> {
    checkTimeout(timeoutMs);
    const expected = expectedMessage(pattern, this.#source.encoding);
    const seen: string[] = [];
    let isLate = false;
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => {
      isLate = true;
      resolve('late');
    }, timeoutMs);
    const found = this.#inTurn(() => this.#find(expected, seen, late, () => isLate));
    try {
      const first = await Promise.race([found, late]);
      if (first !== 'late') return first;
      throw withSentence(new SocketError('EXPECT_TIMEOUT', { ...unmatched(expected, seen), timeoutMs }));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes messages up to the first one that matches. Takes none once `isLate`, so that the next call finds them. */
  async #find(expected: ExpectedMessage, seen: string[], late: Promise<'late'>, isLate: () => boolean) {
    for (;;) {
      if (isLate()) return 'late';
      const message = this.#waiting.pop();
      if (message && expected.matches(message.data)) return message;
      if (message) {
        seen.push(expected.quote(message.data));
        if (seen.length > quotedMessages) seen.shift();
        continue;
      }
      if (this.#state !== 'ended') await Promise.race([this.#fill(true), late]);
      const why = this.#state;
      if (this.#waiting.length === 0 && why !== 'open' && !isLate())
        throw withSentence(new SocketError('EXPECT_ENDED', { ...unmatched(expected, seen), why }));
    }
  }

  /**
   * Takes one batch from the engine; with `untilClosed`, it may be empty because the endpoint is closed. Joins a take
   * that a call left pending when it timed out.
   */
  async #fill(untilClosed: boolean): Promise<void> {
    this.#taking ??= this.#take(untilClosed).finally(() => {
      this.#taking = undefined;
    });
    await this.#taking;
  }

  async #take(untilClosed: boolean): Promise<void> {
    try {
      const batch = await this.#source.engine.takeMessages(await this.#stream, untilClosed);
      if (this.#state === 'ended') return;
      this.#waiting = messagesIn(batch, this.#source.encoding).reverse();
      this.#dropped = batch.dropped;
      if (batch.state === 'ended') this.#end();
      else this.#state = batch.state;
    } catch (error) {
      this.#end();
      throw withSentence(error);
    }
  }

  #end(): void {
    this.#state = 'ended';
    forgotten.unregister(this);
  }

  /** Queues a call, so that only one takes messages at a time. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => undefined /* reported to its caller */);
    return result;
  }
}

/** Resolves with the first matching message received from now on. */
export async function expectMessage(
  source: MessageSource,
  pattern: MessagePattern,
  { peer, ...options }: ExpectOptions & { readonly peer?: string },
): Promise<Message> {
  const messages = new ApiMessages(source, peer);
  try {
    return await messages.expect(pattern, options);
  } finally {
    await messages.return();
  }
}

class ReceivedMessage implements Message {
  readonly data: Uint8Array;
  readonly peer: MessagePeer;
  readonly #encoding: Encoding;

  constructor(data: Uint8Array, peer: MessagePeer, encoding: Encoding) {
    this.data = data;
    this.peer = peer;
    this.#encoding = encoding;
  }

  get text(): string {
    return decodeText(this.data, this.#encoding);
  }
}

/** Copies each message into a buffer of its own, so that keeping one doesn't keep the whole batch in memory. */
function messagesIn({ bytes, ends, senders, peers }: MessageBatch, encoding: Encoding): Message[] {
  return Array.from(ends, (end, index) => {
    const peer = peers[senders[index] ?? 0] ?? { id: '', address: '' };
    return new ReceivedMessage(bytes.slice(ends[index - 1] ?? 0, end), peer, encoding);
  });
}

function unmatched({ shown: pattern }: ExpectedMessage, seen: readonly string[]) {
  return { pattern, ...(seen.length > 0 && { last: seen.join(', ') }) };
}
