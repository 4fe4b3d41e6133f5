/** Removes everything private from an error: keeps its class, its code, and where in Portside it was thrown. */
import type { ErrorRecord } from '../../core/diagnostics/errorRecord.ts';

export interface PublicError {
  /** Class and code of the error, then of each cause: `TypeError`, `SocketError ECONNREFUSED`. */
  readonly names: readonly string[];
  /** Places where it was thrown, innermost first: `dist/worker.cjs:12:345 in Endpoint.open`. */
  readonly frames: readonly string[];
}

/** Names that are reported as they are. Any other could contain private text and is reported as `Error`. */
const knownNames = new Set([
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError', 'EvalError', 'AggregateError'],
  ...['AbortError', 'AssertionError', 'SocketError', 'ConfigError', 'TextError', 'NotAnError', 'NotFoundError'],
  ...['NotSupportedError', 'InvalidStateError', 'DataCloneError', 'EncodingError', 'QuotaExceededError'],
]);
const codePattern = /^[A-Z][A-Z0-9_]{1,40}$/;
/** `at async Endpoint.open [as open] (file:line:column)`, or without a function and parentheses. */
const framePattern = /^\s*at (?:(.{1,200}?) \()?(.{1,1000}?)(:\d{1,9}:\d{1,9})\)?$/;
const functionPattern = /^(?:async |new )*[A-Za-z_$][\w$.#]*(?:<anonymous>)?(?: \[as [\w$.#]+\])?$/;
const pageBundle = /\/((?:panel|videoPage|cameraPage)\.js)$/;
const elsewhere = 'elsewhere';
const maxFrames = 20;

/** Strips an error of the host. `root` is the extension's folder: files outside it become `elsewhere`. */
export function publicError(error: ErrorRecord, root: string): PublicError {
  return gathered(error, stack =>
    framesOf(
      stack,
      file => hostPlace(file, root),
      name => (functionPattern.test(name) ? ` in ${name}` : ''),
    ),
  );
}

/**
 * Strips an error of a page. All of it may be made up, so only frames in page bundles are kept, without function names.
 */
export function publicPageError(error: ErrorRecord): PublicError {
  return gathered(error, stack =>
    framesOf(
      stack,
      file => pageBundle.exec(file)?.[1],
      () => '',
    ),
  );
}

function gathered(error: ErrorRecord, framesIn: (stack: string) => string[]): PublicError {
  const frames: string[] = [];
  const names: string[] = [];
  for (let one: ErrorRecord | undefined = error; one; one = one.cause) {
    const name = knownNames.has(one.name) ? one.name : 'Error';
    names.push(one.code !== undefined && codePattern.test(one.code) ? `${name} ${one.code}` : name);
    frames.push(...framesIn(afterMessage(one)));
  }
  return { names, frames: frames.slice(0, maxFrames) };
}

/** Returns the stack after its message, which can look like anything, including a frame. */
function afterMessage({ stack = '', message }: ErrorRecord): string {
  const at = stack.indexOf(message);
  return at < 0 ? stack : stack.slice(at + message.length);
}

function framesOf(
  stack: string,
  placeOf: (file: string) => string | undefined,
  functionOf: (name: string) => string,
): string[] {
  const frames = stack.split('\n').flatMap(line => {
    const [, name = '', file = '', position = ''] = framePattern.exec(line) ?? [];
    const place = placeOf(file);
    if (place === undefined) return [];
    return [place === elsewhere ? place : `${place}${position}${functionOf(name)}`];
  });
  return frames.filter((frame, at) => frame !== elsewhere || frames[at - 1] !== elsewhere);
}

function hostPlace(file: string, root: string): string | undefined {
  if (file === '') return undefined;
  if (/^node:[\w/]+$/.test(file)) return file;
  const path = plainPath(file);
  const within = `${plainPath(root)}/`;
  const relative = path.startsWith(within) ? path.slice(within.length) : '';
  return /^[\w./-]+$/.test(relative) ? relative : elsewhere;
}

/** Returns a path with forward slashes and without a scheme. */
function plainPath(file: string): string {
  return file.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '').replaceAll('\\', '/');
}
