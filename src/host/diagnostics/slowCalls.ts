/**
 * Logs slow calls: once while the answer is outstanding, so that a call that is never answered is recorded, and once
 * when the answer has arrived.
 */
import type { PageCall } from '../../client/page/pageInput.ts';
import type { Log } from './log.ts';
import type { Call, EngineCall } from './logEvents.ts';

const slowAfterMs = 1000;

/** Calls that wait for the user, a peer, a disk, or the next picture: their duration says nothing about Portside. */
const waiting: ReadonlySet<string> = new Set<EngineCall | PageCall>([
  ...(['open', 'reopen', 'ensureOpen', 'close', 'disconnect', 'dispose', 'takePrevious'] as const),
  ...(['remove', 'setAside', 'bringBack', 'forgetAside', 'clearTranscript', 'undoClear', 'forgetClear'] as const),
  ...(['send', 'resend', 'sendFiles', 'openSpool', 'spool', 'closeSpool', 'transferEnded', 'retryTransfer'] as const),
  ...([
    'startVideo',
    'videoPicture',
    'snapshotPicture',
    'pushPicture',
    'exportTranscript',
    'recut',
    'takeMessages',
  ] as const),
  ...(['sendDropped', 'sendChosen', 'actOnTransfer', 'chooseMessage', 'saveMessage', 'sendSaved', 'compare'] as const),
  ...(['applyConfig', 'run', 'runOnPeer', 'sendVideo', 'showVideo', 'showVideoAgain', 'answerVideo'] as const),
  ...(['snapshotVideo', 'openVideo', 'startRecording', 'record', 'endRecording'] as const),
  ...(['captureStarted', 'captureTroubled', 'capturedPicture', 'retryCapture', 'changeCapture'] as const),
]);

/** Watches a call that was just made, until the returned function is called. */
export function watchCall(log: Log, call: Call, slowMs = slowAfterMs): () => void {
  if (waiting.has(call.call)) return () => undefined;
  const madeMs = performance.now();
  const tookMs = () => Math.round(performance.now() - madeMs);
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    log.warn('callSlow', { ...call, ms: tookMs() });
  }, slowMs);
  timer.unref();
  return () => {
    clearTimeout(timer);
    if (isSlow) log.info('callAnswered', { ...call, ms: tookMs() });
  };
}
