/** Validates the calls of a webview, which isn't trusted, since it shows data from peers. */
import * as z from 'zod';
import { maxConfigValues } from '../../core/config/configSize.ts';
import { sizeOf } from '../../core/config/valueSize.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import {
  maxCopiedUnits,
  maxDroppedFiles,
  maxDroppedUriUnits,
  maxPanelUnits,
  maxSliceBytes,
  maxTriedMessages,
} from '../../core/limits.ts';
import { maxRepeatCount, maxRepeatMs } from '../../core/message/repetition.ts';
import { previewBytes } from '../../core/transcriptEntry.ts';
import { transferActions } from '../../core/transfer/transferActions.ts';
import { type PanelCalls, videoAnswers } from '../../protocol/panelCalls.ts';
import { callSchemas } from '../../protocol/schemas/callSchemas.ts';
import { cameraPicture, cameraProblem, deviceName } from '../../protocol/schemas/cameraSchemas.ts';
import { listOf } from '../../protocol/schemas/listOf.ts';
import { messageSchema } from '../../protocol/schemas/messageSchema.ts';
import { pageFailure } from '../../protocol/schemas/pageFailureSchema.ts';
import { maxPeersOfView, viewFilter } from '../../protocol/schemas/viewFilter.ts';
import type { VideoPageCalls } from '../../protocol/videoCalls.ts';

/** A call of a panel's page, or of one that shows only a video. */
export type PageCall = keyof PanelCalls | keyof VideoPageCalls;

const maxSampleBytes = 64 * 1024;
/** A chunk is half a second of video. */
const maxRecordedBytes = 32 * 1024 * 1024;
const maxConfigBytes = 4 * 1024 * 1024;
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const id = z.string().max(100);
const address = z.string().min(1).max(300);
const target = z.union([
  z.literal('all'),
  // Without a peer, the object would mean all peers.
  z.strictObject({ peer: id, address: z.exactOptional(address) }),
  // Any address for a UDP socket, as typed: the engine parses it.
  z.strictObject({ address }),
]);
const place = z.union([
  z.strictObject({ seq: count }),
  z.strictObject({ time: z.number() }),
  z.strictObject({ match: count }),
  z.strictObject({ matchFrom: count }),
]);

/** Checks only the size: each call validates the contents as for any config. */
const config = z.custom<EndpointConfig>(value => isObject(value) && (sizeOf([value]) ?? 0) <= maxConfigBytes);
/** A message that the user types. */
const sample = z.instanceof(Uint8Array).refine(({ length }) => length <= maxSampleBytes);
const samples = listOf(sample, { min: 0, max: maxTriedMessages });
const slice = z.instanceof(Uint8Array).refine(({ length }) => length <= maxSliceBytes);
const recorded = z.instanceof(Uint8Array).refine(({ length }) => length <= maxRecordedBytes);
/** A terminal obeys these when they are pasted; our pages escape them. */
const liveControl = /[^\P{Cc}\t\n\r]|\r(?!\n)/u;
const copied = z.string().refine(text => text.length <= maxCopiedUnits && !liveControl.test(text));
const droppedFile = z.union([
  z.strictObject({ uri: z.string().min(1).max(maxDroppedUriUnits) }),
  z.strictObject({ name: z.string().min(1).max(4096), sizeBytes: count, modifiedMs: z.number() }),
]);
const plan = z.strictObject({
  everyMs: z.int().min(1).max(maxRepeatMs),
  count: z.exactOptional(z.int().min(1).max(maxRepeatCount)),
});

const inputs = callSchemas<PanelCalls & VideoPageCalls>()({
  start: z.tuple([]),
  keep: z.tuple([z.string().max(maxPanelUnits)]),
  openView: z.tuple([viewFilter]),
  rows: z.tuple([count, count, z.int().min(0).max(1000), z.int().min(0).max(previewBytes)]),
  locate: z.tuple([count, place]),
  closeView: z.tuple([count]),
  exportTranscript: z.tuple([viewFilter]),
  entryBytes: z.tuple([
    count,
    count,
    z
      .int()
      .min(0)
      .max(16 * 1024 * 1024),
  ]),
  peers: z.tuple([count, z.int().min(0).max(20_000)]),
  recentPeers: z.tuple([z.int().min(0).max(1000)]),
  openPeer: z.tuple([id]),
  laterPeers: z.tuple([count]),
  carryPeerName: z.tuple([address, address]),
  send: z.tuple([messageSchema, target.nullable()]),
  resend: z.tuple([count]),
  startRepeat: z.tuple([messageSchema, target.nullable(), plan]),
  stopRepeat: z.tuple([]),
  resetCounter: z.tuple([]),
  sendDropped: z.tuple([listOf(droppedFile, { min: 1, max: maxDroppedFiles }), target.nullable()]),
  spool: z.tuple([id, slice]),
  closeSpool: z.tuple([id, z.boolean()]),
  sendChosen: z.tuple([target.nullable()]),
  transfers: z.tuple([]),
  actOnTransfer: z.tuple([z.enum(transferActions), id]),
  thumbnail: z.tuple([id]),
  clearTransfers: z.tuple([]),
  chooseMessage: z.tuple([target.nullable()]),
  saveMessage: z.tuple([messageSchema]),
  sendSaved: z.tuple([z.int().min(1).max(9), target.nullable()]),
  selectForCompare: z.tuple([count]),
  compare: z.tuple([count]),
  setEditing: z.tuple([z.boolean()]),
  closePanel: z.tuple([]),
  checkConfig: z.tuple([config]),
  applyConfig: z.tuple([config, z.strictObject({ start: z.boolean(), save: z.boolean() })]),
  tryRules: z.tuple([config, samples]),
  editDraftAsJson: z.tuple([config]),
  run: z.tuple([
    z.enum([
      'stop',
      'restart',
      'restartOnFreePort',
      'showHolder',
      'showReceivedFiles',
      'keepTrying',
      'clearTranscript',
      'undoClear',
      'copyAddress',
      'changeFraming',
      'editAsJson',
      'saveEndpoint',
    ]),
  ]),
  runOnPeer: z.tuple([
    z.enum(['disconnect', 'endPeer', 'resetPeer', 'renamePeer', 'showIncomplete', 'guessFraming']),
    id,
  ]),
  copy: z.tuple([copied]),
  begin: z.tuple([]),
  videos: z.tuple([]),
  videoPicture: z.tuple([id, count]),
  stopVideo: z.tuple([id]),
  showVideoAgain: z.tuple([id]),
  muteVideo: z.tuple([id, z.boolean()]),
  snapshotVideo: z.tuple([id]),
  openVideo: z.tuple([id]),
  startRecording: z.tuple([id]),
  record: z.tuple([id, recorded]),
  endRecording: z.tuple([id]),
  captureStarted: z.tuple([id, deviceName]),
  captureTroubled: z.tuple([id, cameraProblem]),
  capturedPicture: z.tuple([id, cameraPicture]),
  retryCapture: z.tuple([id]),
  changeCapture: z.tuple([id]),
  sendVideo: z.tuple([target.nullable()]),
  showVideo: z.tuple([id.nullable()]),
  answerVideo: z.tuple([z.enum(videoAnswers)]),
  reportFailure: z.tuple([pageFailure]),
});

/** Number of values in the arguments of most calls. */
const fewValues = 100;
/** Values in the arguments of the other calls. More never reach a schema, which would name each unknown key. */
const maxValuesOf: { readonly [Call in PageCall]?: number } = {
  openView: maxPeersOfView + fewValues,
  exportTranscript: maxPeersOfView + fewValues,
  sendDropped: 4 * maxDroppedFiles + fewValues,
  checkConfig: maxConfigValues + fewValues,
  applyConfig: maxConfigValues + fewValues,
  tryRules: maxConfigValues + maxTriedMessages + fewValues,
  editDraftAsJson: maxConfigValues + fewValues,
};
/** Problems, and characters of their description, that are reported to the log and the page. */
const maxProblems = 5;
const maxProblemUnits = 500;

/** Returns the validated arguments of a call. @throws TypeError for arguments of the wrong shape. */
export function checkArguments(name: PageCall, args: readonly unknown[]): unknown[] {
  if (sizeOf(args, maxValuesOf[name] ?? fewValues) === undefined) throw wrong(name, 'too many values');
  const parsed = (inputs[name] as z.ZodType<unknown[]>).safeParse(args);
  if (parsed.success) return parsed.data;
  const some = new z.ZodError(parsed.error.issues.slice(0, maxProblems));
  throw wrong(name, z.prettifyError(some).slice(0, maxProblemUnits));
}

function wrong(name: PageCall, problem: string): TypeError {
  return new TypeError(`the panel called ${name} with invalid arguments: ${problem}`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
