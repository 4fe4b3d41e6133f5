/**
 * How far each call of a page reaches. A page shows what strangers sent, so it may have been taken over: what it asks for doesn’t prove that
 * the user wants it. It does what its user could do, but what reaches further than its endpoint already does, the user confirms.
 */
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { PageCall } from './pageInput.ts';

/**
 * `own`: its endpoint’s conversations, as they are configured, or what it shows. `asked`: the host asks the user for the file or the source,
 * in a dialog of VS Code. `guarded`: a guard asks the user about anything beyond loopback, the workspace and the folder for received files,
 * before a client connects to another host or socket (`ClientPlaces`), and before settings change.
 */
export type Reach = 'own' | 'asked' | 'guarded';

export const pageReach = {
  start: 'own',
  begin: 'own',
  keep: 'own',
  openView: 'own',
  rows: 'own',
  locate: 'own',
  closeView: 'own',
  exportTranscript: 'asked',
  entryBytes: 'own',
  peers: 'own',
  recentPeers: 'own',
  openPeer: 'own',
  laterPeers: 'own',
  carryPeerName: 'own',
  send: 'own',
  resend: 'own',
  startRepeat: 'own',
  stopRepeat: 'own',
  resetCounter: 'own',
  sendDropped: 'guarded',
  spool: 'own',
  closeSpool: 'own',
  sendChosen: 'asked',
  transfers: 'own',
  actOnTransfer: 'guarded',
  thumbnail: 'own',
  clearTransfers: 'own',
  chooseMessage: 'asked',
  saveMessage: 'asked',
  sendSaved: 'own',
  selectForCompare: 'own',
  compare: 'own',
  setEditing: 'own',
  closePanel: 'own',
  checkConfig: 'own',
  applyConfig: 'guarded',
  tryRules: 'own',
  /** Commands that reach further, such as *Save Endpoint*, ask by themselves. */
  run: 'own',
  runOnPeer: 'own',
  copy: 'own',
  videos: 'own',
  videoPicture: 'own',
  stopVideo: 'own',
  showVideoAgain: 'own',
  muteVideo: 'own',
  snapshotVideo: 'asked',
  openVideo: 'own',
  startRecording: 'asked',
  record: 'own',
  endRecording: 'own',
  captureStarted: 'own',
  captureTroubled: 'own',
  capturedPicture: 'own',
  retryCapture: 'own',
  changeCapture: 'asked',
  sendVideo: 'asked',
  showVideo: 'own',
  answerVideo: 'own',
  reportFailure: 'own',
} as const satisfies Record<PageCall, Reach>;

type CallsOf<R extends Reach> = { [Call in PageCall]: (typeof pageReach)[Call] extends R ? Call : never }[PageCall];
export type GuardedCall = CallsOf<'guarded'>;
export type AskedCall = CallsOf<'asked'>;

/** Each resolves with whether the call is made, or rejects with a sentence. */
export type PageGuards = {
  readonly [Call in GuardedCall]: (...args: Parameters<PanelCalls[Call]>) => Promise<boolean>;
};
