/** Typed calls over anything that carries messages: the worker's port and the webview's. Every call settles. */
import { type BirpcReturn, createBirpc } from 'birpc';
import type { SocketError } from '../core/socketError.ts';
import { decodeError, encodeError } from './errorCodec.ts';
import { memoryIn } from './handOver.ts';

/** A message port as both hops have one. */
export interface MessageChannel {
  /** `memory` is what the message moves, where the port can do so. */
  post(message: unknown, memory: ArrayBuffer[]): void;
  listen(receive: (message: unknown) => void): void;
}

interface Message {
  /** 'q' asks, 's' answers. */
  t: 'q' | 's';
  /** The call's id, unless nobody waits for its answer. */
  i?: string;
  /** The method asked for. */
  m?: string;
  a?: unknown[];
  e?: unknown;
  /** Result. */
  r?: unknown;
}

export interface RpcOptions {
  /** Sends the stacks of unexpected errors, too. */
  readonly withStacks?: boolean;
  /** Called with the name of each call that is made to the other side; what it returns is called when that has settled. */
  readonly onCall?: ((name: string) => () => void) | undefined;
}

type Functions = Record<string, (...args: never[]) => unknown>;

/**
 * Serves `local` to the other side and returns its functions. Answers wait as long as they must; `$close(error)` rejects those that
 * still wait. Messages that are no calls are dropped, and only own functions of `local` can be called.
 */
export function createRpc<Remote extends object, Local extends object>(
  local: Local,
  channel: MessageChannel,
  { withStacks = false, onCall }: RpcOptions = {},
): BirpcReturn<Remote, Local> {
  return createBirpc<Remote, Local>(local, {
    post: (message: Message) => channel.post(message, memoryIn([...(message.a ?? []), message.r])),
    on: receive => channel.listen(message => isMessage(message) && receive(message)),
    serialize: (message: Message) => ('e' in message ? { ...message, e: encodeError(message.e, withStacks) } : message),
    deserialize: (message: Message) => (message.e === undefined ? message : { ...message, e: decodeError(message.e) }),
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

/** The answer that rejects the call of a message, for one that couldn't be received or answered; undefined if it is no call. */
export function refusalOf(message: unknown, failure: SocketError): object | undefined {
  if (!isMessage(message) || message.t !== 'q' || message.i === undefined) return undefined;
  return { t: 's', i: message.i, e: encodeError(failure) } satisfies Message;
}

function isMessage(message: unknown): message is Message {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a } = message as Partial<Message>;
  return t === 's' || (t === 'q' && typeof m === 'string' && Array.isArray(a));
}
