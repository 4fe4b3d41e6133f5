/** Everything that the engine logs. */
import type { ErrorRecord } from './errorRecord.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/**
 * Log records by code, with their facts: numbers, booleans and our own words. Reports publish the facts unchanged, so
 * none may contain an address, a name, a path or a payload.
 */
export interface EngineLogEvents {
  /** A promise in the engine was rejected without a caller waiting for it. */
  engineRejection: object;
  /** A callback of a socket, timer or thread threw, or an unawaited promise was rejected. Its owner was closed. */
  callbackFailed: { readonly place: string };
  /** No owner caught an error; the engine continues. */
  engineException: object;
  /** A helper thread ended unexpectedly; the next job starts another one. */
  threadStopped: { readonly thread: 'patterns' | 'pictures' | 'hashes' };
  /** A pattern was aborted, along with its thread. */
  patternTimedOut: { readonly ms: number };
  /** Writing failed, for example because the disk is full or read-only; it is retried. */
  transcriptNotWritten: object;
  /** This many rows of an earlier window's log can't be read, and possibly more at its end. */
  transcriptDamaged: { readonly rows: number };
  /** An entry in the log can't be read at present. */
  entryNotRead: object;
  /** A log file still has its name from before the transcript was cleared, which matters only if the engine crashes. */
  transcriptNotMoved: object;
  /** The files of a removed endpoint can't be deleted at present. They are deleted with the session's directory. */
  endpointNotDeleted: object;
}

export type EngineRecord = {
  [Code in keyof EngineLogEvents]: {
    readonly level: LogLevel;
    readonly code: Code;
    readonly facts: EngineLogEvents[Code];
    readonly error?: ErrorRecord;
    /** Records of this code omitted since the last one. */
    readonly leftOut?: number;
  };
}[keyof EngineLogEvents];
