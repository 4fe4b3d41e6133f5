/** The page's interface to the extension host, and the state that the page stores while it is hidden. */
import type {
  PanelCalls,
  PanelEvents,
  PanelPeer,
  PanelState,
  PanelTransfer,
  PeerMenuAction,
  RowAction,
} from '../src/protocol/panelCalls.ts';
import { createRpc } from '../src/protocol/rpc.ts';
import { boot } from './boot.ts';
import type { KeptState } from './keptState.ts';
import { setShown } from './pageVisibility.ts';
import { type VideoLink, VideoSignals } from './video/videoLink.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
// Set before anything else, since a browser may be reloaded at any time: VS Code restores the tab with this state.
if (boot.endpoint !== undefined) vscode.setState({ endpoint: boot.endpoint });
const changes = new EventTarget();
const videoSignals = new VideoSignals();
let latest: PanelState | undefined;
/** The last announced config. The answer to `start` may contain an older one, though it arrives later. */
let announcedConfig: PanelState['endpoint']['config'] | undefined;
let wanted: PanelPeer | undefined;
let kept: KeptState = {};
let toggleFollow: (() => boolean) | undefined;
let isKeeping = false;

export const host = createRpc<PanelCalls, PanelEvents>(
  {
    changed: change => {
      const config = change.endpoint.config ?? announcedConfig;
      // The first change always contains the config.
      if (!config) return;
      announcedConfig = config;
      latest = { ...change, endpoint: { ...change.endpoint, config } };
      changes.dispatchEvent(new CustomEvent('changed', { detail: latest }));
    },
    viewChanged: view => void changes.dispatchEvent(new CustomEvent('viewChanged', { detail: view })),
    transfersChanged: transfers =>
      void changes.dispatchEvent(new CustomEvent('transfersChanged', { detail: transfers })),
    transferRemoved: id => void changes.dispatchEvent(new CustomEvent('transferRemoved', { detail: id })),
    rowAction: (action, seq) => void changes.dispatchEvent(new CustomEvent('rowAction', { detail: { action, seq } })),
    focusMessage: () => void changes.dispatchEvent(new CustomEvent('focusMessage')),
    peerAction: (action, peer) =>
      void changes.dispatchEvent(new CustomEvent('peerAction', { detail: { action, peer } })),
    showPeer: peer => void changes.dispatchEvent(new CustomEvent('showPeer', { detail: peer })),
    toggleFollow: () => toggleFollow?.(),
    shown: setShown,
    ...videoSignals.receivers,
  },
  {
    post: message => vscode.postMessage(message),
    listen: receive => window.addEventListener('message', event => receive(event.data)),
  },
);

export const videoLink: VideoLink = { calls: host, events: videoSignals };

/** Calls back whenever the host reports a change of the endpoint, until the returned function is called. */
export function onChanged(listener: (state: PanelState) => void): () => void {
  return listen('changed', listener);
}

/** Calls back whenever the host reports that a view has found more, until the returned function is called. */
export function onViewChanged(listener: (view: number) => void): () => void {
  return listen('viewChanged', listener);
}

/** Calls back with transfers that have changed or are new, until the returned function is called. */
export function onTransfersChanged(listener: (transfers: readonly PanelTransfer[]) => void): () => void {
  return listen('transfersChanged', listener);
}

/** Calls back with the id of a transfer that another one has replaced, until the returned function is called. */
export function onTransferRemoved(listener: (id: string) => void): () => void {
  return listen('transferRemoved', listener);
}

/** Calls back whenever an action was chosen in the menu of a row, until the returned function is called. */
export function onRowAction(listener: (chosen: { action: RowAction; seq: number }) => void): () => void {
  return listen('rowAction', listener);
}

/** Calls back whenever an action was chosen in the menu of a peer, until the returned function is called. */
export function onPeerAction(listener: (chosen: { action: PeerMenuAction; peer: PanelPeer }) => void): () => void {
  return listen('peerAction', listener);
}

/** Calls back whenever the message box should take the focus, until the returned function is called. */
export function onFocusMessage(listener: () => void): () => void {
  return listen('focusMessage', listener);
}

/** Calls back whenever only the messages of one peer should be shown, until the returned function is called. */
export function onShowPeer(listener: (peer: PanelPeer) => void): () => void {
  return listen('showPeer', listener);
}

/**
 * Calls back whenever *Follow Next Client* should be turned on or off, until the returned function is called. The
 * callback returns the new state.
 */
export function onToggleFollow(toggle: () => boolean): () => void {
  toggleFollow = toggle;
  return () => {
    if (toggleFollow === toggle) toggleFollow = undefined;
  };
}

function listen<T>(name: keyof PanelEvents, listener: (detail: T) => void): () => void {
  const onEvent = (event: Event) => listener((event as CustomEvent<T>).detail);
  changes.addEventListener(name, onEvent);
  return () => changes.removeEventListener(name, onEvent);
}

/** Requests the endpoint and the page's stored state, before anything is rendered. */
export async function begin(): Promise<void> {
  const { kept: text, peer, isRevived, ...state } = await host.start();
  latest = state;
  wanted = peer;
  kept = parsed(text);
  // The host of a new window doesn't know that the form was shown.
  if (isRevived && kept.editing) {
    await host.setEditing(true);
    latest = { ...state, editing: true };
  }
}

/** The endpoint as last reported by the host. */
export function panelState(): PanelState {
  if (!latest) throw new Error('the page hasn’t started');
  return latest;
}

/** Returns, once, the peer whose messages should be shown alone from the start. */
export function takeWantedPeer(): PanelPeer | undefined {
  const peer = wanted;
  wanted = undefined;
  return peer;
}

export function keptState(): KeptState {
  return kept;
}

/** Stores changes of the page's state; those made together are sent together. */
export function keep(change: Partial<KeptState>): void {
  kept = { ...kept, ...change };
  if (isKeeping) return;
  isKeeping = true;
  queueMicrotask(() => {
    isKeeping = false;
    host.keep(JSON.stringify(kept)).catch(() => undefined /* the page works without it */);
  });
}

/** Returns an empty state for anything but the JSON of an object: the page matters more than its stored state. */
function parsed(text: string | undefined): KeptState {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}
