/** The error thrown for failures of the network or of files, and for their misuse. */
import type {
  ErrorCode,
  ErrorParamsOf,
  SocketFailure,
  SocketOperation,
  SystemCode,
  SystemErrorParams,
} from './errorParams.ts';

interface SocketErrorOptions {
  readonly cause?: unknown;
  /** For external callers; by default, the code and the parameters. */
  readonly message?: string;
}

/** One of our codes, its parameters (optional if all of them are), and options. */
type ErrorArguments = {
  [Code in ErrorCode]: Record<never, never> extends ErrorParamsOf[Code]
    ? [code: Code, params?: ErrorParamsOf[Code], options?: SocketErrorOptions]
    : [code: Code, params: ErrorParamsOf[Code], options?: SocketErrorOptions];
}[ErrorCode];

/**
 * `code` is the system's or one of ours, `cause` the system's error. `failure` combines the code and its parameters.
 */
export class SocketError extends Error {
  override readonly name = 'SocketError';
  readonly code: SocketFailure['code'];
  readonly params: SocketFailure['params'];

  constructor(...[code, params = {}, options]: ErrorArguments) {
    super(
      options?.message ?? `${code} ${JSON.stringify(params)}`,
      options?.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.params = params;
  }

  /** Creates the error for a failure that is data. */
  static of({ code, params }: SocketFailure, options: SocketErrorOptions = {}): SocketError {
    return new SocketError(...([code, params, options] as ErrorArguments));
  }

  /** Creates an error with one of the system's codes. */
  static system(code: SystemCode, params: SystemErrorParams, options?: SocketErrorOptions): SocketError {
    return SocketError.of({ code, params }, options);
  }

  /** Wraps an error from Node's `net`, `dgram`, `dns` or `fs`, which have a `code`. */
  static from(error: unknown, operation: SocketOperation, address: string): SocketError {
    if (error instanceof SocketError) return error;
    return SocketError.of(SocketError.failureFrom(error, operation, address), { cause: error });
  }

  /**
   * Returns the failure for such an error without creating another error, which would cost more than everything else
   * about a reset connection.
   */
  static failureFrom(error: unknown, operation: SocketOperation, address: string): SocketFailure {
    if (error instanceof SocketError) return error.failure;
    const code = (error as { code?: unknown }).code;
    const detail = error instanceof Error ? error.message : String(error);
    const isPath = address.startsWith('unix:') || address.startsWith('\\\\');
    const params: SystemErrorParams = { operation, address, detail, ...(isPath && { kind: 'unix' }) };
    return { code: typeof code === 'string' ? (code as SystemCode) : 'UNKNOWN', params } as SocketFailure;
  }

  get failure(): SocketFailure {
    return { code: this.code, params: this.params } as SocketFailure;
  }
}
