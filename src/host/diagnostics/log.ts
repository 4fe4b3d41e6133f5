/**
 * The log of a window. Each line goes to the output channel in full; only the part that may be published is kept for a report, so that a
 * report can't contain anything private. Repeated lines are limited: pages and peers can cause failures quickly.
 */
import { type PublicError, publicError, publicPageError } from '../../client/diagnostics/publicError.ts';
import { visibleText } from '../../core/bytes/visibleText.ts';
import type { EngineRecord, LogLevel } from '../../core/diagnostics/engineLogEvents.ts';
import { type ErrorRecord, errorRecord } from '../../core/diagnostics/errorRecord.ts';
import { LineBudget } from '../../core/diagnostics/lineBudget.ts';
import type { PageFailure } from '../../protocol/pageFailure.ts';
import type { LogEvents, PageName } from './logEvents.ts';

/** Destination of the lines: an output channel of VS Code. */
export type LogSink = Readonly<Record<LogLevel, (text: string) => void>>;

/** Details that only the output channel shows. */
export interface Private {
  readonly error?: unknown;
  readonly detail?: string;
}

/** A line that a report may contain. */
export interface LogRecord {
  /** ms since the epoch. */
  readonly timeMs: number;
  readonly level: LogLevel;
  /** Code and facts: `endpoint kind=udp was=opening is=open`. */
  readonly line: string;
  /** The places where the underlying error was thrown. */
  readonly frames: readonly string[];
}

interface Entry {
  readonly level: LogLevel;
  readonly code: keyof LogEvents;
  readonly facts: object;
  readonly error?: ErrorRecord | undefined;
  readonly detail?: string | undefined;
  readonly leftOut?: number;
}

const linesAMinute = 30;
const keptRecords = 200;
const keptErrors = 20;
const maxPrivateUnits = 8000;

export class Log {
  readonly #sink: LogSink;
  readonly #root: string;
  readonly #nowMs: () => number;
  readonly #budget: LineBudget;
  readonly #records: LogRecord[] = [];
  readonly #errors: LogRecord[] = [];
  readonly #counts = new Map<string, number>();
  #isDisposed = false;

  /** `root` is the extension's folder; `nowMs` is in ms since the epoch. */
  constructor(sink: LogSink, root: string, nowMs: () => number = Date.now) {
    this.#sink = sink;
    this.#root = root;
    this.#nowMs = nowMs;
    this.#budget = new LineBudget(linesAMinute, nowMs);
  }

  /** The latest lines, oldest first. */
  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** The latest errors, which are kept longer than lines of other levels. */
  get errors(): readonly LogRecord[] {
    return this.#errors;
  }

  /** Number of lines per code, including omitted ones. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  error<Code extends keyof LogEvents>(code: Code, facts: LogEvents[Code], more?: Private): void {
    this.#add('error', code, facts, more);
  }

  warn<Code extends keyof LogEvents>(code: Code, facts: LogEvents[Code], more?: Private): void {
    this.#add('warn', code, facts, more);
  }

  info<Code extends keyof LogEvents>(code: Code, facts: LogEvents[Code], more?: Private): void {
    this.#add('info', code, facts, more);
  }

  debug<Code extends keyof LogEvents>(code: Code, facts: LogEvents[Code], more?: Private): void {
    this.#add('debug', code, facts, more);
  }

  /** Forwards a record that the engine logged. */
  fromEngine(record: EngineRecord): void {
    this.#write(record, record.error && publicError(record.error, this.#root));
  }

  /** Forwards a failure reported by a page, which may be made up. */
  fromPage(page: PageName, { kind, ...error }: PageFailure): void {
    this.#write({ level: 'error', code: 'pageFailed', facts: { page, kind }, error }, publicPageError(error));
  }

  /** Stops logging: the channel is closing. */
  dispose(): void {
    this.#isDisposed = true;
  }

  #add(level: LogLevel, code: keyof LogEvents, facts: object, { error, detail }: Private = {}): void {
    const record = error === undefined ? undefined : errorRecord(error);
    this.#write({ level, code, facts, error: record, detail }, record && publicError(record, this.#root));
  }

  #write(entry: Entry, known: PublicError | undefined): void {
    if (this.#isDisposed) return;
    const { level, code, facts, leftOut: leftOutBefore = 0 } = entry;
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1 + leftOutBefore);
    const leftOutHere = this.#budget.take(code);
    if (leftOutHere === undefined) return;
    const leftOut = leftOutHere + leftOutBefore;
    const all = { ...facts, ...(known && { error: known.names.join(' < ') }), ...(leftOut > 0 && { leftOut }) };
    const line = [code, ...Object.entries(all).map(([name, value]) => `${name}=${quoted(value)}`)].join(' ');
    this.#sink[level](line + privateText(entry));
    const record = { timeMs: this.#nowMs(), level, line, frames: known?.frames ?? [] };
    keep(this.#records, record, keptRecords);
    if (level === 'error') keep(this.#errors, record, keptErrors);
  }
}

function keep(records: LogRecord[], record: LogRecord, atMost: number): void {
  records.push(record);
  if (records.length > atMost) records.shift();
}

function quoted(value: unknown): string {
  return typeof value === 'string' && /[\s"=]/.test(value) ? JSON.stringify(value) : String(value);
}

/** Returns the text after the public part. An error is indented, so that no text from outside can pass for a line of the log. */
function privateText({ error, detail }: Entry): string {
  const after = detail === undefined ? '' : `: ${oneLine(detail)}`;
  if (!error) return after.slice(0, maxPrivateUnits);
  const lines = errorTexts(error).join('\n').slice(0, maxPrivateUnits).split('\n');
  return after.slice(0, maxPrivateUnits) + lines.map(line => `\n    ${oneLine(line)}`).join('');
}

function oneLine(text: string): string {
  return visibleText(text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' '));
}

function errorTexts({ name, message, stack, cause }: ErrorRecord): string[] {
  // Some stacks lack the message, because it was changed later.
  const own = stack?.includes(message) ? stack : `${name}: ${message}${stack === undefined ? '' : `\n${stack}`}`;
  return [own, ...(cause ? errorTexts(cause).map(text => `caused by ${text}`) : [])];
}
