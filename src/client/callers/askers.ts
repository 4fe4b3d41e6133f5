/** Limits questions to the user and notices of errors by the caller that makes the host show them: a page may do so at any rate. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { SocketError } from '../../core/socketError.ts';

export interface Asker {
  /** Asks a question of a call. Rejects with a SocketError, without asking, if this asker may not ask now. */
  ask<T>(call: object, question: () => PromiseLike<T>): Promise<T>;
  /** Shows a notice; `show` settles when it is closed. Returns false, without showing it, if too many of this asker's are open. */
  notify(show: () => PromiseLike<unknown>): boolean;
}

interface Call {
  readonly asker: Asker;
  /** Tasks that the call has started may ask later, such as about a file that arrives: such a question isn't the asker's. */
  isOver: boolean;
}

const calls = new AsyncLocalStorage<Call>();

/** Runs a call whose questions are the asker's, including those of commands that it runs. */
export async function askingFor<T>(asker: Asker, run: () => Promise<T>): Promise<T> {
  const call: Call = { asker, isOver: false };
  try {
    return await calls.run(call, run);
  } finally {
    call.isOver = true;
  }
}

/** Asks a question for the running call. Every list, field and dialog is shown through this. */
export async function asked<T>(question: () => PromiseLike<T>): Promise<T> {
  const call = calls.getStore();
  return call && !call.isOver ? call.asker.ask(call, question) : question();
}

/** Shows a notice for the running call. Returns false if its asker may not show another one. */
export function notified(show: () => PromiseLike<unknown>): boolean {
  const call = calls.getStore();
  if (call && !call.isOver) return call.asker.notify(show);
  void show();
  return true;
}

/** Whether a question wasn’t asked, since its asker may not ask now. */
export function mayNotAsk(error: unknown): boolean {
  return error instanceof SocketError && (error.code === 'QUESTION_OPEN' || error.code === 'QUESTIONS_DISMISSED');
}
