/** Encodes errors as data, since a message port drops their `code` and parameters. */
import type { SocketFailure } from '../core/errorParams.ts';
import { type Phrase, phraseOf, textErrorOf } from '../core/phrase.ts';
import { SocketError } from '../core/socketError.ts';

interface EncodedError {
  readonly portsideError: 'SocketError' | 'TextError' | 'RangeError' | 'TypeError' | 'Error';
  readonly message: string;
  readonly code?: string;
  readonly params?: SocketError['params'];
  readonly phrase?: Phrase;
  readonly stack?: string;
}

/** Returns an error as data. `withStack` includes the stack of an unexpected one, for those who may read our logs. */
export function encodeError(error: unknown, withStack = false): EncodedError {
  if (error instanceof SocketError) {
    return { portsideError: 'SocketError', message: error.message, code: error.code, params: error.params };
  }
  const message = error instanceof Error ? error.message : String(error);
  const phrase = phraseOf(error);
  if (phrase) return { portsideError: 'TextError', message, phrase };
  const portsideError = error instanceof RangeError ? 'RangeError' : error instanceof TypeError ? 'TypeError' : 'Error';
  const stack = withStack && error instanceof Error ? error.stack : undefined;
  return { portsideError, message, ...(stack !== undefined && { stack }) };
}

/** Returns the decoded error. A page may send anything in its place, which becomes an error that says so. */
export function decodeError(value: unknown): Error {
  const error = decodedOrNone(value);
  const { stack } = (value ?? {}) as Partial<EncodedError>;
  if (typeof stack === 'string') error.stack = stack;
  return error;
}

/** Decodes anything without throwing, since the call must settle. */
function decodedOrNone(value: unknown): Error {
  try {
    return decoded(value);
  } catch {
    return new Error('the failure isn’t an error');
  }
}

function decoded(value: unknown): Error {
  const { portsideError, message, code, params, phrase } = (value ?? {}) as Partial<EncodedError>;
  switch (portsideError) {
    case 'SocketError': {
      // Another version may use other codes and parameters; code that shows them expects that.
      const failure = { code: typeof code === 'string' ? code : 'UNKNOWN', params: checkedParams(params) };
      return SocketError.of(failure as SocketFailure, { ...(message !== undefined && { message }) });
    }
    case 'TextError':
      return textErrorOf(phrase ?? { template: message ?? '', args: [] });
    case 'RangeError':
      return new RangeError(message);
    case 'TypeError':
      return new TypeError(message);
    default:
      return new Error(message ?? `the failure isn’t an error: ${String(value)}`);
  }
}

/** Returns the parameters that a sentence can quote. */
function checkedParams(params: unknown): Record<string, string | number> {
  const all = typeof params === 'object' && params !== null ? Object.entries(params) : [];
  return Object.fromEntries(all.filter(([, value]) => typeof value === 'string' || typeof value === 'number'));
}
