/**
 * The engine's calls as the host makes them. Every answer updates the host's mirrors of endpoints, transfers and videos
 * before the caller sees it. A stopped engine is handled here, too.
 */
import type { EngineCalls } from '../core/calls.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import type { TransferSnapshot } from '../core/transfer/transferSnapshot.ts';
import type { VideoSnapshot } from '../core/video/video.ts';
import type { WindowEngine } from './windowEngine.ts';

/** Calls about the engine's worker and its settings, which `WindowEngine` makes. */
type CallsOfWorker =
  | 'dispose'
  | 'setBounds'
  | 'setReceiveSettings'
  | 'exportTranscript'
  | 'guessFraming'
  | 'recut'
  | 'cancel';
type Name = Exclude<keyof EngineCalls, CallsOfWorker>;
type Answer<Call extends Name> = Awaited<ReturnType<EngineCalls[Call]>>;

export interface MirroredCalls extends Omit<EngineCalls, CallsOfWorker | 'close' | 'rename'> {
  /** Resolves with undefined if the running engine doesn't know the endpoint, which then isn't open. */
  close(id: string): Promise<EndpointSnapshot | undefined>;
  /** Resolves with undefined, and does nothing, if the running engine doesn't know the endpoint. */
  rename(id: string, name: string): Promise<EndpointSnapshot | undefined>;
}

export interface CalledEngine {
  readonly engine: Pick<WindowEngine, 'worker' | 'calls'>;
  /** Whether the running engine knows this endpoint. */
  isHeld(endpoint: string): boolean;
}

/** Mirrors in the host that answers update. */
export interface Mirrors {
  /** Updates an endpoint without an event: the engine reports the change as one, too. */
  update(endpoint: EndpointSnapshot): void;
  announce(endpoints: EndpointSnapshot[]): void;
  announceTransfers(transfers: TransferSnapshot[]): void;
  announceVideos(videos: VideoSnapshot[]): void;
}

/**
 * Mirror that an answer of this type updates; `announce` also fires an event. A `list` is mirrored by the caller, since
 * it replaces everything.
 */
type Mirror<A> = [A] extends [EndpointSnapshot | undefined]
  ? 'update' | 'announce'
  : [A] extends [EndpointSnapshot[]]
    ? 'updateAll'
    : [A] extends [TransferSnapshot]
      ? 'transfer'
      : [A] extends [TransferSnapshot[]]
        ? 'transfers' | 'list'
        : [A] extends [VideoSnapshot]
          ? 'video'
          : [A] extends [VideoSnapshot[]]
            ? 'list'
            : 'none';

/** The update that the answer of each call makes. A new call doesn't compile until it is listed here. */
const mirrorOf: { readonly [Call in Name]: Mirror<Answer<Call>> } = {
  open: 'update',
  reopen: 'update',
  ensureOpen: 'update',
  snapshots: 'updateAll',
  takePrevious: 'none',
  adopt: 'announce',
  close: 'update',
  remove: 'none',
  setAside: 'none',
  bringBack: 'announce',
  forgetAside: 'none',
  rename: 'announce',
  keepPanel: 'none',
  changeFraming: 'announce',
  applyConfig: 'announce',
  targetPeers: 'none',
  send: 'update',
  resend: 'update',
  end: 'update',
  reset: 'update',
  disconnect: 'update',
  sendFiles: 'transfers',
  openSpool: 'none',
  spool: 'none',
  closeSpool: 'none',
  transfers: 'list',
  transferEnded: 'transfer',
  pauseTransfer: 'transfer',
  resumeTransfer: 'transfer',
  cancelTransfer: 'none',
  retryTransfer: 'transfer',
  answerTransfer: 'none',
  clearTransfers: 'none',
  showVideo: 'video',
  startVideo: 'video',
  stopVideo: 'none',
  muteVideo: 'none',
  videos: 'list',
  videoPicture: 'none',
  snapshotPicture: 'none',
  pushPicture: 'none',
  openMessages: 'none',
  takeMessages: 'none',
  closeMessages: 'none',
  openPeer: 'none',
  laterPeers: 'none',
  incompleteBytes: 'none',
  peers: 'none',
  recentPeers: 'none',
  renamePeer: 'announce',
  entries: 'none',
  entryBytes: 'none',
  clearTranscript: 'update',
  undoClear: 'update',
  forgetClear: 'update',
  openView: 'none',
  rows: 'none',
  locate: 'none',
  closeView: 'none',
};

type Without = { readonly [Call in Name]?: () => Awaited<ReturnType<MirroredCalls[Call]>> };

const nothing = () => undefined;
const none = () => [];

/** Results of these calls if the running engine doesn't know their endpoint. It rejects all others. */
const whenNotHeld: Without = {
  close: nothing,
  rename: nothing,
  keepPanel: nothing,
  clearTransfers: nothing,
  peers: none,
  recentPeers: none,
  laterPeers: none,
  openPeer: nothing,
  incompleteBytes: nothing,
};

/** Results of these calls if no engine runs. The others reject with ENGINE_STOPPED. */
const whenStopped: Without = {
  snapshots: none,
  forgetAside: nothing,
  forgetClear: nothing,
  closeView: nothing,
  closeMessages: nothing,
};

export function mirroredCalls({ engine, isHeld }: CalledEngine, mirrors: Mirrors): MirroredCalls {
  const call = async (name: Name, args: readonly unknown[]): Promise<unknown> => {
    const without =
      (isHeld(String(args[0])) ? undefined : whenNotHeld[name]) ?? (engine.worker ? undefined : whenStopped[name]);
    if (without) return without();
    const { calls } = engine;
    const answer: unknown = await Reflect.apply(calls[name], calls, args);
    mirror(name, answer, mirrors);
    return answer;
  };
  const names = Object.keys(mirrorOf) as Name[];
  return Object.fromEntries(
    names.map(name => [name, (...args: unknown[]) => call(name, args)]),
  ) as object as MirroredCalls;
}

function mirror(name: Name, answer: unknown, mirrors: Mirrors): void {
  // The table's type ties each case to the type of the answer.
  switch (mirrorOf[name]) {
    case 'update':
      if (answer) mirrors.update(answer as EndpointSnapshot);
      return;
    case 'updateAll':
      for (const one of answer as EndpointSnapshot[]) mirrors.update(one);
      return;
    case 'announce':
      mirrors.announce([answer as EndpointSnapshot]);
      return;
    case 'transfer':
      mirrors.announceTransfers([answer as TransferSnapshot]);
      return;
    case 'transfers':
      mirrors.announceTransfers(answer as TransferSnapshot[]);
      return;
    case 'video':
      mirrors.announceVideos([answer as VideoSnapshot]);
      return;
    case 'list':
    case 'none':
  }
}
