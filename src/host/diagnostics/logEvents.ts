/** Everything that the extension host logs or forwards from the engine and from pages. */
import type { PageCall } from '../../client/page/pageInput.ts';
import type { EngineCalls } from '../../core/calls.ts';
import type { EngineLogEvents } from '../../core/diagnostics/engineLogEvents.ts';
import type { EndpointKind } from '../../core/endpointConfig.ts';
import type { EndpointState } from '../../core/endpointSnapshot.ts';
import type { Environment } from './environment.ts';

/** The name of a call, not its arguments. */
export type EngineCall = keyof EngineCalls;
/** A call, and the side that answers it. */
export type Call =
  | { readonly of: 'engine'; readonly call: EngineCall }
  | { readonly of: 'host'; readonly call: PageCall };

export type PageName = 'panel' | 'video' | 'camera';

/** As in `EngineLogEvents`, facts are public: no `string` except from a closed list. */
export interface LogEvents extends EngineLogEvents {
  activated: Environment;
  engineStarted: { readonly start: number };
  /** The engine ended unexpectedly; `exitCode` is 1 if an exception ended it. */
  engineStopped: { readonly exitCode: number; readonly livedMs: number };
  /** The engine was ended because the window is closing. */
  engineEnded: object;
  /** Restarting the engine after it stopped has failed. */
  engineNotRestarted: object;
  endpoint: {
    readonly kind: EndpointKind;
    readonly was: EndpointState | 'unlisted';
    readonly is: EndpointState | 'removed';
  };
  endpointsNotRestored: object;
  /** This version can't use an endpoint that an earlier window left. */
  endpointSkipped: object;
  /** Another version of Portside recorded the transcripts of this many endpoints, which are left unchanged. */
  transcriptsOfOtherFormat: { readonly endpoints: number };
  endpointNotReopened: object;
  notAutoStarted: object;
  unknownKey: object;
  command: { readonly command: `portside.${string}`; readonly byHand: boolean };
  /** Portside refused what the user chose, such as a file that is too large. */
  commandRefused: { readonly command: `portside.${string}` };
  commandFailed: { readonly command: `portside.${string}` };
  /** Data kept for an undo couldn't be deleted after the undo expired. */
  undoNotDiscarded: object;
  settingsNotApplied: object;
  /** A limit that all transcripts of the window share was reached. */
  transcriptLimitReached: { readonly bound: 'memory' | 'disk' | 'rows' | 'peers' };
  /** A slow call that hasn't been answered yet. */
  callSlow: Call & { readonly ms: number };
  /** A slow call that has been answered. */
  callAnswered: Call & { readonly ms: number };
  /** A call threw an error that no caller expects. */
  callFailed: Call;
  pageFailed: { readonly page: PageName; readonly kind: 'error' | 'rejection' };
  /** A promise of the extension host was rejected, and no caller was waiting for it. */
  hostRejection: object;
}
