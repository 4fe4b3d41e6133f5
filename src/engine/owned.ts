/**
 * Owners of callbacks. An exception in a listener or a timer, or a rejected promise that no caller awaits, would end
 * the engine and all its conversations. So each callback has an owner, which closes only what the callback belongs to.
 */
import { errorRecord, isExpected } from '../core/diagnostics/errorRecord.ts';
import { SocketError } from '../core/socketError.ts';
import type { CallbackPlace } from './callbackPlaces.ts';
import { logFromEngine } from './engineLog.ts';

/** Owner of a callback: a peer, an endpoint, a transfer, a video or a thread. */
export interface Owner {
  /** Closes what the callback belongs to and reports the failure there. The error has already been logged. */
  failed(failure: SocketError): void;
}

/** Owns callbacks that belong to no conversation: their failures are logged, and nothing is closed. */
export const noConversation: Owner = { failed: () => undefined };

type Entering = (place: CallbackPlace, when: 'begin' | 'end') => void;

let entering: Entering | undefined;

/** Calls `listener` when a callback begins and when an unawaited promise resolves, so that a test can throw there. */
export function onEntering(listener: Entering | undefined): void {
  entering = listener;
}

/** Wraps a callback: an exception in it, or the rejection of its promise, is logged and fails the owner. */
export function owned<Args extends unknown[]>(
  owner: Owner,
  place: CallbackPlace,
  callback: (...args: Args) => unknown,
): (...args: Args) => void {
  return (...args) => {
    try {
      entering?.(place, 'begin');
      const result = callback(...args);
      if (result instanceof Promise) watch(owner, place, result);
    } catch (error) {
      fail(owner, place, error);
    }
  };
}

/** Starts work that no caller waits for. */
export function startOwned(owner: Owner, place: CallbackPlace, start: () => unknown): void {
  owned(owner, place, start)();
}

/**
 * Starts work that others may wait for: the promise resolves when the work is over, even if it failed. The owner is
 * never failed synchronously.
 */
export async function settling(owner: Owner, place: CallbackPlace, start: () => Promise<unknown>): Promise<void> {
  const work = (async () => {
    entering?.(place, 'begin');
    await start();
    entering?.(place, 'end');
  })();
  await work.catch(error => fail(owner, place, error));
}

/** Runs every step even if earlier ones throw. @throws the first error, at the end. */
export function everyStep(...steps: (() => unknown)[]): void {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

function watch(owner: Owner, place: CallbackPlace, result: Promise<unknown>): void {
  const watched = entering ? result.then(() => entering?.(place, 'end')) : result;
  watched.catch(error => fail(owner, place, error));
}

function fail(owner: Owner, place: CallbackPlace, error: unknown): void {
  log(place, error);
  try {
    const { name, message } = errorRecord(error);
    owner.failed(new SocketError('INTERNAL_ERROR', { detail: `${name}: ${message}` }, { cause: error }));
  } catch (another) {
    // If closing failed, it isn't attempted again: that could go on forever.
    log(place, another);
  }
}

function log(place: CallbackPlace, error: unknown): void {
  logFromEngine('error', 'callbackFailed', { place }, isExpected(error) ? unexpected(error as Error) : error);
}

/** In an owned callback, even an error that callers expect is a defect, and is logged with its stack. */
function unexpected({ message, stack = message }: Error): Error {
  return Object.assign(new Error(message), { stack });
}
