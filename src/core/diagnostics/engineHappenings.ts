/** What the engine logs. */
import type { ErrorRecord } from './errorRecord.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/**
 * Happenings by their codes, with their facts: numbers, booleans and words of ours. Facts are published in reports as they are, so none
 * may hold an address, a name, a path or a payload.
 */
export interface EngineHappenings {
  /** A promise of the engine was rejected, and no caller was waiting for it. */
  engineRejection: object;
  /** A callback of a socket, timer or thread threw, or a promise that no caller awaits was rejected. Its owner was closed. */
  callbackFailed: { readonly place: string };
  /** An error that no owner caught: the engine goes on. */
  engineException: object;
  /** A helper thread of the engine ended unexpectedly; the next job starts another one. */
  threadStopped: { readonly thread: 'patterns' | 'pictures' | 'hashes' };
  /** A pattern was given up, and its thread with it. */
  patternTimedOut: { readonly ms: number };
  /** The disk is full or read-only, say; it is tried again. */
  transcriptNotWritten: object;
  /** Rows of a log that an earlier window left can't be read: this many, and perhaps more at its end. */
  transcriptDamaged: { readonly rows: number };
  /** An entry that is in the log can't be read now. */
  entryNotRead: object;
  /** A file of a log keeps the name that it had before the transcript was cleared: only an engine that dies would miss it. */
  transcriptNotMoved: object;
}

export type EngineRecord = {
  [Code in keyof EngineHappenings]: {
    readonly level: LogLevel;
    readonly code: Code;
    readonly facts: EngineHappenings[Code];
    readonly error?: ErrorRecord;
    /** Records of this code left out since the last one. */
    readonly leftOut?: number;
  };
}[keyof EngineHappenings];
