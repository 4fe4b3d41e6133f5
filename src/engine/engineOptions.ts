/** Options of an engine. */
import type { EngineEvents } from '../core/calls.ts';
import type { ReceiveSettings } from '../core/transfer/transferSnapshot.ts';
import type { SessionPlace } from './sessions/session.ts';
import type { LogBounds } from './transcript/logBounds.ts';

export interface EngineOptions {
  /** Directory for the transcripts of this session; created when the first byte is written. */
  readonly directory: string;
  /** Where other sessions are, and whose this one is; absent where nothing outlives the engine. */
  readonly session?: Omit<SessionPlace, 'directory'>;
  readonly bounds?: Partial<LogBounds>;
  /** First number for views and streams of messages; 0 if absent. */
  readonly firstNumber?: number;
  readonly receiving?: ReceiveSettings;
  /** `logged` is called by the subscriber of the engine's log. */
  readonly events: Omit<EngineEvents, 'logged'>;
}
