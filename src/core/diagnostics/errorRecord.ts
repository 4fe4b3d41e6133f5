/**
 * Converts errors for the log: plain data that can cross a message port, with code, stack and cause. Text that an error
 * quotes from a message or a config is removed, since neither belongs in a log.
 */
import { ConfigError, type ConfigProblem } from '../config/configError.ts';
import { type Phrase, phraseText, TextError } from '../phrase.ts';
import { SocketError } from '../socketError.ts';

export interface ErrorRecord {
  /** Name of the error's class, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** The system's code, or one of ours. */
  readonly code?: string;
  /** Absent for expected failures: those of the network and the user. */
  readonly stack?: string;
  readonly cause?: ErrorRecord;
}

const maxCauses = 3;
const ellipsis = '…';

/** Whether this is a failure of the network or a mistake of the caller, as opposed to a defect of Portside. */
export function isExpected(error: unknown): boolean {
  return error instanceof SocketError || error instanceof ConfigError || error instanceof TextError;
}

/** Records anything that was thrown, with at most three causes. */
export function errorRecord(thrown: unknown, causes = maxCauses): ErrorRecord {
  if (!(thrown instanceof Error)) return { name: 'NotAnError', message: textOf(thrown) };
  const message = unquoted(thrown);
  const stack = thrown.stack?.replace(thrown.message, () => message);
  const { cause } = thrown;
  const { code } = thrown as { code?: unknown };
  return {
    name: nameOf(thrown),
    message,
    ...(typeof code === 'string' && { code }),
    ...(stack !== undefined && !isExpected(thrown) && { stack }),
    ...(cause !== undefined && causes > 0 && { cause: errorRecord(cause, causes - 1) }),
  };
}

/** Returns the message without quoted text. */
function unquoted(error: Error): string {
  const { message } = error;
  if (error instanceof TextError) return phraseText(withoutTexts(error.phrase));
  if (error instanceof ConfigError)
    return error.problems.map(({ path, ...one }) => `${path}: ${problemOf(one)}`).join('; ');
  // From parsers: `Unexpected token 'x', "x y z" is not valid JSON` and `Invalid regular expression: /x/: …`.
  if (error instanceof SyntaxError) return message.replace(/'.'|".*"|\/.*\//gs, ellipsis);
  // From Node: `The "data" argument must be of type string. Received type number (1)`.
  return 'code' in error && String(error.code).startsWith('ERR_INVALID_')
    ? message.replace(/ Received .*$/s, '')
    : message;
}

function problemOf({ phrase, message }: Pick<ConfigProblem, 'phrase' | 'message'>): string {
  return phrase ? phraseText(withoutTexts(phrase)) : message;
}

function withoutTexts({ template, args }: Phrase): Phrase {
  const left = args.map(arg => {
    if (typeof arg === 'string') return ellipsis;
    return typeof arg === 'object' && 'template' in arg ? withoutTexts(arg) : arg;
  });
  return { template, args: left };
}

/** Returns the class. Our own errors keep the `name` of the class that they extend, for callers. */
function nameOf(error: Error): string {
  if (error instanceof ConfigError) return 'ConfigError';
  return error instanceof TextError ? 'TextError' : error.name;
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    // Its `toString` throws or doesn't exist.
    return typeof value;
  }
}
