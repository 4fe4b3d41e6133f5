/** Typed calls over anything that carries messages: the worker's port and the webview's. Every call settles. */
import { type BirpcReturn, createBirpc } from 'birpc';
import { decodeError, encodeError } from './errorCodec.ts';
import { memoryIn } from './handOver.ts';

/** A message port as both hops provide it. */
export interface MessageChannel {
  /** `memory` is what the message moves, if the port can do that. */
  post(message: unknown, memory: ArrayBuffer[]): void;
  listen(receive: (message: unknown) => void): void;
}

interface Message {
  /** 'q' is a request, 's' is an answer. */
  t: 'q' | 's';
  /** The requested method. */
  m?: string;
  a?: unknown[];
  e?: unknown;
  /** Result. */
  r?: unknown;
}

export interface RpcOptions {
  /** Sends the stacks of unexpected errors, too. */
  readonly withStacks?: boolean;
  /** Called with the name of each call to the other side; the returned function is called when the call has settled. */
  readonly onCall?: ((name: string) => () => void) | undefined;
}

type Functions = Record<string, (...args: never[]) => unknown>;

/**
 * Serves `local` to the other side and returns its functions. Answers may take any time; `$close(error)` rejects those still pending.
 * Messages that aren't calls are dropped, and only own functions of `local` can be called.
 */
export function createRpc<Remote extends object, Local extends object>(
  local: Local,
  channel: MessageChannel,
  { withStacks = false, onCall }: RpcOptions = {},
): BirpcReturn<Remote, Local> {
  return createBirpc<Remote, Local>(local, {
    post: (message: Message) => channel.post(message, memoryIn([...(message.a ?? []), message.r])),
    on: receive => channel.listen(message => isMessage(message) && receive(message)),
    // An answer that can't be posted: the caller gets the error in its place, or nothing if that can't be posted either.
    onGeneralError: (_error, name) => name !== undefined,
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

/** Returns the methods of an object's class, bound to it: for `createRpc`, which serves own functions only. */
export function methodsOf<T extends object>(object: T): T {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter(name => name !== 'constructor');
  const methods = object as Record<string, (...args: never[]) => unknown>;
  return Object.fromEntries(names.map(name => [name, methods[name]?.bind(object)])) as T;
}

function isMessage(message: unknown): message is Message {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a } = message as Partial<Message>;
  return t === 's' || (t === 'q' && typeof m === 'string' && Array.isArray(a));
}
