/** What the extension host logs, and passes on from the engine and from pages. */

import type { EngineCalls } from '../../core/calls.ts';
import type { EngineHappenings } from '../../core/diagnostics/engineHappenings.ts';
import type { EndpointKind } from '../../core/endpointConfig.ts';
import type { EndpointState } from '../../core/endpointSnapshot.ts';
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { VideoPageCalls } from '../../protocol/videoCalls.ts';
import type { Environment } from './environment.ts';

/** The names of calls, not of what they are about. */
export type EngineCall = keyof EngineCalls;
export type PageCall = keyof PanelCalls | keyof VideoPageCalls;
/** A call, and the side that answers it. */
export type Call =
  | { readonly of: 'engine'; readonly call: EngineCall }
  | { readonly of: 'host'; readonly call: PageCall };

export type PageName = 'panel' | 'video' | 'camera';

/** As for `EngineHappenings`, facts are public: no `string` but from a closed list. */
export interface Happenings extends EngineHappenings {
  activated: Environment;
  engineStarted: { readonly start: number };
  /** It ended by itself; `exitCode` is 1 where an exception ended it. */
  engineStopped: { readonly exitCode: number; readonly livedMs: number };
  /** The window closes. */
  engineEnded: object;
  /** After one that stopped. */
  engineNotRestarted: object;
  endpoint: {
    readonly kind: EndpointKind;
    readonly was: EndpointState | 'unlisted';
    readonly is: EndpointState | 'removed';
  };
  endpointsNotRestored: object;
  /** What an earlier window left can't be used by this version. */
  endpointLeftAlone: object;
  /** Another version of Portside recorded the transcripts of this many endpoints, which stay where they are. */
  transcriptsOfOtherFormat: { readonly endpoints: number };
  endpointNotReopened: object;
  notStartedWithWindow: object;
  unknownKey: object;
  command: { readonly command: `portside.${string}`; readonly byHand: boolean };
  commandFailed: { readonly command: `portside.${string}` };
  /** What waited for an undo could not be taken away when its time was over. */
  notForgotten: object;
  settingsNotApplied: object;
  /** What all transcripts of the window may hold together. */
  transcriptBoundReached: { readonly bound: 'memory' | 'disk' | 'rows' };
  /** Not answered yet. */
  callSlow: Call & { readonly ms: number };
  /** One that was slow. */
  callAnswered: Call & { readonly ms: number };
  /** It threw what no caller expects. */
  callFailed: Call;
  pageFailed: { readonly page: PageName; readonly kind: 'error' | 'rejection' };
  /** A promise of the extension host was rejected, and no caller was waiting for it. */
  hostRejection: object;
}
