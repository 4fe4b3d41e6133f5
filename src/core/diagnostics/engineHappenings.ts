/** Everything that the engine logs. */
import type { ErrorRecord } from './errorRecord.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/**
 * Happenings by code, with their facts: numbers, booleans and our own words. Facts are published in reports unchanged, so none may contain
 * an address, a name, a path or a payload.
 */
export interface EngineHappenings {
  /** A promise of the engine was rejected, and no caller was waiting for it. */
  engineRejection: object;
  /** A callback of a socket, timer or thread threw, or a promise that no caller awaits was rejected. Its owner was closed. */
  callbackFailed: { readonly place: string };
  /** An error that no owner caught; the engine keeps running. */
  engineException: object;
  /** A helper thread of the engine ended unexpectedly; the next job starts another one. */
  threadStopped: { readonly thread: 'patterns' | 'pictures' | 'hashes' };
  /** A pattern was abandoned, along with its thread. */
  patternTimedOut: { readonly ms: number };
  /** The disk is full or read-only, for example; writing is retried. */
  transcriptNotWritten: object;
  /** Rows of a log left by an earlier window can't be read: this many, and possibly more at its end. */
  transcriptDamaged: { readonly rows: number };
  /** An entry in the log can't be read now. */
  entryNotRead: object;
  /** A file of a log still has its name from before the transcript was cleared; this matters only if the engine dies. */
  transcriptNotMoved: object;
  /** The files of a removed endpoint can't be deleted now. They go with the session's directory. */
  endpointNotDeleted: object;
}

export type EngineRecord = {
  [Code in keyof EngineHappenings]: {
    readonly level: LogLevel;
    readonly code: Code;
    readonly facts: EngineHappenings[Code];
    readonly error?: ErrorRecord;
    /** Records of this code omitted since the last one. */
    readonly leftOut?: number;
  };
}[keyof EngineHappenings];
