/** Limits questions and error notices per caller that causes them: a page may cause them at any rate. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Asker {
  /** Asks a question on behalf of a call. Rejects with a SocketError, without asking, if this asker may not ask now. */
  ask<T>(call: object, question: () => PromiseLike<T>): Promise<T>;
  /** Shows a notice; `show` settles when it is closed. Returns false, without showing it, if too many are open. */
  notify(show: () => PromiseLike<unknown>): boolean;
}

interface Call {
  readonly asker: Asker;
  /** Set when the call ends: a question that its tasks ask later, such as one about a received file, isn't the asker's. */
  isOver: boolean;
}

const calls = new AsyncLocalStorage<Call>();

/** Runs a call. Its questions, and those of commands that it runs, count as the asker's. */
export async function runAsAsker<T>(asker: Asker, run: () => Promise<T>): Promise<T> {
  const call: Call = { asker, isOver: false };
  try {
    return await calls.run(call, run);
  } finally {
    call.isOver = true;
  }
}

/** Asks a question for the running call. Every list, field and dialog is shown through this. */
export async function askUser<T>(question: () => PromiseLike<T>): Promise<T> {
  const call = calls.getStore();
  return call && !call.isOver ? call.asker.ask(call, question) : question();
}

/** Shows a notice for the running call. Returns false if its asker may not show another one. */
export function notifyUser(show: () => PromiseLike<unknown>): boolean {
  const call = calls.getStore();
  if (call && !call.isOver) return call.asker.notify(show);
  void show();
  return true;
}
