/** A valid call of each kind that a page may make, from which hostile ones are derived. */

import type { PageCall } from '../../src/client/page/pageInput.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';
import type { VideoPageCalls } from '../../src/protocol/videoCalls.ts';

type Calls = PanelCalls & VideoPageCalls;

const message: Message = {
  notation: 'text',
  text: 'hi {{$counter}}',
  escapes: true,
  lineEnding: 'lf',
  checksum: 'crc32',
  literal: false,
};
const config: EndpointConfig = {
  kind: 'tcp-server',
  address: ':0',
  name: 'mine',
  framing: { line: 'lf' },
  reply: [{ when: { regex: 'a(b+)' }, send: '{{1}} {{message}}' }],
};
const bytes = new Uint8Array([97, 98]);

/** The arguments of each call. */
export const pageCallSamples: { readonly [Name in PageCall]: Parameters<Calls[Name]> } = {
  start: [],
  keep: ['{"counter":3}'],
  openView: [
    { peers: ['p1'], kinds: ['in'], minBytes: 1, search: { regex: 'a+', matchCase: true }, onlyMatches: true },
  ],
  rows: [1, 0, 100, 100],
  locate: [1, { time: 5 }],
  closeView: [1],
  exportTranscript: [{ kinds: ['in'] }],
  entryBytes: [0, 0, 100],
  peers: [0, 10],
  recentPeers: [10],
  openPeer: ['p1'],
  laterPeers: [0],
  carryPeerName: ['127.0.0.1:1', '127.0.0.1:2'],
  send: [message, 'all'],
  resend: [0],
  startRepeat: [message, { peer: 'p1', address: '127.0.0.1:1' }, { everyMs: 1, count: 2 }],
  stopRepeat: [],
  resetCounter: [],
  sendDropped: [[{ name: 'a.txt', sizeBytes: 2 ** 52, modifiedMs: 1 }, { uri: 'file:///nowhere/a' }], null],
  spool: ['s1', bytes],
  closeSpool: ['s1', true],
  sendChosen: [null],
  transfers: [],
  actOnTransfer: ['cancel', 't1'],
  thumbnail: ['t1'],
  clearTransfers: [],
  chooseMessage: [null],
  saveMessage: [message],
  sendSaved: [1, null],
  selectForCompare: [0],
  compare: [0],
  setEditing: [true],
  closePanel: [],
  checkConfig: [config],
  applyConfig: [config, { start: false, save: false }],
  tryRules: [config, [bytes]],
  editDraftAsJson: [config],
  run: ['stop'],
  runOnPeer: ['disconnect', 'p1'],
  copy: ['text'],
  begin: [],
  videos: [],
  videoPicture: ['v1', 0],
  stopVideo: ['v1'],
  showVideoAgain: ['v1'],
  muteVideo: ['v1', true],
  snapshotVideo: ['v1'],
  openVideo: ['v1'],
  startRecording: ['v1'],
  record: ['r1', bytes],
  endRecording: ['r1'],
  captureStarted: ['v1', 'camera'],
  captureTroubled: ['v1', { code: 'denied', kind: 'camera' }],
  capturedPicture: ['v1', { format: 'jpeg', width: 2, height: 2, bytes, capturedMs: 1 }],
  retryCapture: ['v1'],
  changeCapture: ['v1'],
  sendVideo: [null],
  showVideo: ['p1'],
  answerVideo: ['show'],
  reportFailure: [{ kind: 'error', name: 'Error', message: 'failed', stack: 'at page' }],
};
