/** Options of an engine. */
import type { EngineEvents } from '../core/calls.ts';
import type { ReceiveSettings } from '../core/transfer/transferSnapshot.ts';
import type { SessionPlace } from './sessions/session.ts';
import type { LogBounds } from './transcript/logBounds.ts';

export interface EngineOptions {
  /** Directory for the transcripts of this session; created when the first byte is written. */
  readonly directory: string;
  /** Directory of all sessions, and the window of this one; absent if nothing outlives the engine. */
  readonly session?: Omit<SessionPlace, 'directory'>;
  readonly bounds?: Partial<LogBounds>;
  /** First number for views and streams of messages; 0 if absent. */
  readonly firstNumber?: number;
  readonly receiving?: ReceiveSettings;
  /** Without `logged`, which the subscriber of the engine's log calls. */
  readonly events: Omit<EngineEvents, 'logged'>;
}
