/**
 * How far each call of a page reaches. A page shows what strangers sent, so it may have been taken over: a call doesn't
 * prove that the user wants it. A page can do what its user could do there, but the user confirms anything that reaches
 * further than its endpoint already does.
 */
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { PageCall } from './pageInput.ts';

/**
 * `own`: affects only its endpoint's conversations, as configured, or the display. `asked`: the host asks the user for
 * the file or the source, in a VS Code dialog. `guarded`: a guard asks the user about listening beyond loopback, files outside the
 * workspace and the folder for received files, other addresses and folders than those that the endpoint already uses, and
 * changes of settings. The host may ask for the file, too.
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
  send: 'guarded',
  resend: 'own',
  startRepeat: 'guarded',
  stopRepeat: 'own',
  resetCounter: 'own',
  sendDropped: 'guarded',
  spool: 'own',
  closeSpool: 'own',
  sendChosen: 'guarded',
  transfers: 'own',
  actOnTransfer: 'guarded',
  thumbnail: 'own',
  clearTransfers: 'own',
  chooseMessage: 'guarded',
  saveMessage: 'asked',
  sendSaved: 'guarded',
  selectForCompare: 'own',
  compare: 'own',
  setEditing: 'own',
  closePanel: 'own',
  checkConfig: 'own',
  applyConfig: 'guarded',
  tryRules: 'own',
  /** Changes nothing before the document is saved, which asks as `applyConfig` does. */
  editDraftAsJson: 'own',
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

/** Each guard resolves with whether to make the call, or rejects with a sentence for the user. */
export type PageGuards = {
  readonly [Call in GuardedCall]: (...args: Parameters<PanelCalls[Call]>) => Promise<boolean>;
};
