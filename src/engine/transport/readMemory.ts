/**
 * Memory that all sockets read into. Node would allocate 64 KiB for each read: V8 collects its whole heap every few
 * hundred reads because of that, which took longer than reading. Node offers this (`onread`) only for sockets that it
 * connects itself. A socket that a server accepted gets the same properties, which are found by their values; if they
 * don't exist, it delivers `data` events as usual.
 */
import { Socket } from 'node:net';

const memory = new Uint8Array(256 * 1024);

type Received = (chunk: Uint8Array) => void;

/** Properties of a socket that Node sets from `onread`. */
interface Hooks {
  readonly buffer: symbol;
  readonly callback: symbol;
}

interface Handle {
  useUserBuffer?(memory: Uint8Array): void;
}

const hooks = findHooks();

/**
 * Makes a connected socket read into the shared memory. Nothing must have been read from it yet. Returns false if this
 * Node doesn't support it: the socket then delivers `data` events.
 */
export function readIntoSharedMemory(socket: Socket, received: Received): boolean {
  const { _handle: handle } = socket as { readonly _handle?: Handle | null };
  if (!hooks || !handle?.useUserBuffer || socket.readableLength > 0) return false;
  const deliver = (length: number) => {
    received(memory.subarray(0, length));
    return true;
  };
  Object.assign(socket, { [hooks.buffer]: memory, [hooks.callback]: deliver });
  handle.useUserBuffer(memory);
  return true;
}

/** Returns bytes that a caller may keep: a copy in memory of its own, if the next read would overwrite them. */
export function kept(bytes: Uint8Array): Uint8Array {
  return isOverwritten(bytes) ? new Uint8Array(bytes) : bytes;
}

/** Returns true if the next read overwrites the bytes. */
export function isOverwritten(bytes: Uint8Array): boolean {
  return bytes.buffer === memory.buffer;
}

/** Returns the bytes as a socket would deliver them: in memory that the next read overwrites, unless they are too many. */
export function asRead(bytes: Uint8Array): Uint8Array {
  if (bytes.length > memory.length) return bytes;
  memory.set(bytes);
  return memory.subarray(0, bytes.length);
}

function findHooks(): Hooks | undefined {
  const callback = () => true;
  const probe: Record<symbol, unknown> = new Socket({ onread: { buffer: memory, callback } }) as never;
  const symbols = Object.getOwnPropertySymbols(probe);
  const buffer = symbols.find(symbol => probe[symbol] === memory);
  const called = symbols.find(symbol => probe[symbol] === callback);
  return buffer && called && { buffer, callback: called };
}
