/**
 * The engine's log. Any part of the engine publishes to a channel, to which the worker or a test subscribes. No part
 * needs to be passed a log, and publishing costs next to nothing without subscribers.
 */
import { channel } from 'node:diagnostics_channel';
import type { EngineLogEvents, EngineRecord, LogLevel } from '../core/diagnostics/engineLogEvents.ts';
import { errorRecord } from '../core/diagnostics/errorRecord.ts';

const records = channel('portside.engine.log');

/** Logs a happening with its facts, and the error behind it. */
export function logFromEngine<Code extends keyof EngineLogEvents>(
  level: LogLevel,
  code: Code,
  facts: EngineLogEvents[Code],
  error?: unknown,
): void {
  if (records.hasSubscribers)
    records.publish({ level, code, facts, ...(error !== undefined && { error: errorRecord(error) }) });
}

/** Calls `listener` with each record until the returned function is called. */
export function onEngineRecord(listener: (record: EngineRecord) => void): () => void {
  const listen = (record: unknown) => {
    try {
      listener(record as EngineRecord);
    } catch {
      // Logging a failure of the log would never end.
    }
  };
  records.subscribe(listen);
  return () => {
    records.unsubscribe(listen);
  };
}
