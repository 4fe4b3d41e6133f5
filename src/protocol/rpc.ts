/** Typed calls over any channel of messages: the worker's port and the webview's. Every call settles. */
import { type BirpcReturn, createBirpc } from 'birpc';
import type { SocketError } from '../core/socketError.ts';
import { decodeError, encodeError } from './errorCodec.ts';
import { memoryIn } from './handOver.ts';

/** A message port, as the worker and the webview provide it. */
export interface MessageChannel {
  /** `memory` is moved with the message, if the port supports that. */
  post(message: unknown, memory: ArrayBuffer[]): void;
  listen(receive: (message: unknown) => void): void;
}

interface Message {
  /** 'q' is a request, 's' an answer. */
  t: 'q' | 's';
  /** Id of the call; absent if no answer is expected. */
  i?: string;
  /** Method to call. */
  m?: string;
  a?: unknown[];
  e?: unknown;
  /** Result. */
  r?: unknown;
}

export interface RpcOptions {
  /** Whether to send the stacks of unexpected errors. */
  readonly withStacks?: boolean;
  /**
   * If an answer can't be posted, throws where the channel received the call, so that the channel's owner can answer
   * with `refusalOf`. By default, the caller gets the error instead.
   */
  readonly throwsUnposted?: boolean;
  /** Decodes the error of an answer; by default, one that `encodeError` wrote. */
  readonly readError?: (error: unknown) => Error;
  /** Called with the name of each outgoing call. The returned function is called when that call has settled. */
  readonly onCall?: ((name: string) => () => void) | undefined;
}

type Functions = Record<string, (...args: never[]) => unknown>;

/**
 * Serves `local` to the other side and returns a proxy for the other side's functions. Answers may take any time;
 * `$close(error)` rejects pending ones. Messages that aren't calls are dropped, and only own functions of `local` can
 * be called.
 */
export function createRpc<Remote extends object, Local extends object>(
  local: Local,
  channel: MessageChannel,
  { withStacks = false, throwsUnposted = false, readError = decodeError, onCall }: RpcOptions = {},
): BirpcReturn<Remote, Local> {
  return createBirpc<Remote, Local>(local, {
    post: (message: Message) => channel.post(message, memoryIn([...(message.a ?? []), message.r])),
    on: receive => channel.listen(message => isMessage(message) && receive(message)),
    // If the error can't be posted, either, the caller gets no answer.
    onGeneralError: (_error, name) => !throwsUnposted && name !== undefined,
    serialize: (message: Message) => ('e' in message ? { ...message, e: encodeError(message.e, withStacks) } : message),
    deserialize: (message: Message) => (message.e === undefined ? message : { ...message, e: readError(message.e) }),
    resolver: (name, found) => (Object.hasOwn(local, name) ? (found as Functions[string]) : undefined),
    timeout: -1,
    ...(onCall && {
      onRequest: async ({ m }, next) => {
        const settled = onCall(m);
        await next().finally(settled);
      },
    }),
  });
}

/** Returns the answer that rejects a call whose message couldn't be received or answered; undefined if it isn't one. */
export function refusalOf(message: unknown, failure: SocketError): object | undefined {
  if (!isMessage(message) || message.t !== 'q' || message.i === undefined) return undefined;
  return { t: 's', i: message.i, e: encodeError(failure) } satisfies Message;
}

function isMessage(message: unknown): message is Message {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a } = message as Partial<Message>;
  return t === 's' || (t === 'q' && typeof m === 'string' && Array.isArray(a));
}
