/** Errors as the log takes them: plain data, so that they can cross a message port with code, stack and cause. */
import { ConfigError } from '../configError.ts';
import { TextError } from '../phrase.ts';
import { SocketError } from '../socketError.ts';

export interface ErrorRecord {
  /** Name of the error's class, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** The system's, or ours. */
  readonly code?: string;
  /** Absent for failures that are expected: the network's and the user's. */
  readonly stack?: string;
  readonly cause?: ErrorRecord;
}

const maxCauses = 3;

/** A failure of the network or a mistake of the caller, as opposed to a defect of Portside. */
export function isExpected(error: unknown): boolean {
  return error instanceof SocketError || error instanceof ConfigError || error instanceof TextError;
}

/** Anything that was thrown, with at most three causes. */
export function errorRecord(thrown: unknown, causes = maxCauses): ErrorRecord {
  if (!(thrown instanceof Error)) return { name: 'NotAnError', message: textOf(thrown) };
  const { message, stack, cause } = thrown;
  const { code } = thrown as { code?: unknown };
  return {
    name: nameOf(thrown),
    message,
    ...(typeof code === 'string' && { code }),
    ...(stack !== undefined && !isExpected(thrown) && { stack }),
    ...(cause !== undefined && causes > 0 && { cause: errorRecord(cause, causes - 1) }),
  };
}

/** Classes of ours keep the name of the class they extend, for callers. */
function nameOf(error: Error): string {
  if (error instanceof ConfigError) return 'ConfigError';
  return error instanceof TextError ? 'TextError' : error.name;
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    // Its `toString` throws, or isn't there.
    return typeof value;
  }
}
