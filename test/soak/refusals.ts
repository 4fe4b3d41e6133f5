/** Errors with which a random call may be refused. */
import { SocketError } from '../../src/core/socketError.ts';

/** @throws whatever isn't a documented refusal. A `TypeError` isn't one: no random call has arguments of a wrong type. */
export function rethrowUnlessRefusal(error: unknown): void {
  if (!(error instanceof SocketError || error instanceof RangeError)) throw error;
}
