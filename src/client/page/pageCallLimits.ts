/** The limits of single calls of a page, besides those of all of them together. */
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { PageCall } from './pageInput.ts';

export interface CallLimit {
  /** This many run at once, the others wait. */
  readonly atOnce?: number;
  /** Its answer is far larger than its arguments: it isn't made before the page has the messages before it. */
  readonly isRead?: boolean;
  /** It makes VS Code open a tab, or a window of the file manager: always, or if its first argument is one of these. */
  readonly opens?: 'always' | readonly unknown[];
}

type FirstArgument<Call extends keyof PanelCalls> = Parameters<PanelCalls[Call]>[0];

/** A few bytes ask for up to 16 MiB. */
const read: CallLimit = { atOnce: 4, isRead: true };
const opening: CallLimit = { opens: 'always' };
const unlimited: CallLimit = {};

const limits = new Map<string, CallLimit>(
  Object.entries({
    start: read,
    transfers: read,
    videos: read,
    entryBytes: read,
    rows: read,
    peers: read,
    recentPeers: read,
    carryPeerName: read,
    thumbnail: read,
    // A drop of a few paths looks through whole folders for links.
    sendDropped: { atOnce: 1 },
    compare: opening,
    openVideo: opening,
    editDraftAsJson: opening,
    run: { opens: ['editAsJson', 'showReceivedFiles', 'showHolder'] satisfies FirstArgument<'run'>[] },
    actOnTransfer: { opens: ['open', 'reveal'] satisfies FirstArgument<'actOnTransfer'>[] },
  } satisfies { [Call in PageCall]?: CallLimit }),
);

export function limitOf(call: string): CallLimit {
  return limits.get(call) ?? unlimited;
}

/** Whether such a call makes VS Code open something. */
export function opensSomething({ opens }: CallLimit, [first]: readonly unknown[]): boolean {
  return opens === 'always' || opens?.includes(first) === true;
}
