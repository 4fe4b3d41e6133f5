/** The texts on a video's card. */
import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../src/core/bytes/formatBytes.ts';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import { frameCounts } from '../frameCounts.ts';
import { numberText } from '../language.ts';
import type { PeerLabels } from '../peerLabels.ts';

/** Returns the display name: the peer of received video, the source of sent video. */
export function videoName({ direction, label, peers }: PanelVideo, labels: PeerLabels): string {
  return direction === 'out' ? visibleText(label) : labels.label(peers[0]?.address ?? label);
}

/** Returns the recipients; undefined for received video, whose name contains the peer. */
export function otherSide({ direction, peers, state, frames }: PanelVideo, labels: PeerLabels): string | undefined {
  const [first] = peers;
  if (direction === 'in' || state === 'ended') return undefined;
  if (!first) return frames === 0 ? l10n.t('no viewers yet') : l10n.t('no viewers');
  return peers.length === 1 ? l10n.t('to {0}', labels.label(first.address)) : l10n.t('to {0} viewers', peers.length);
}

/** Returns the state to show in place of a picture or over it; undefined if the video is running normally. */
export function videoCondition({ state, direction, frames, problem, peers }: PanelVideo): string | undefined {
  switch (state) {
    case 'waiting':
      if (direction === 'in') return l10n.t('waiting for the first frame');
      return peers.length === 0 ? l10n.t('waiting for a connection') : l10n.t('waiting to be sent');
    case 'running':
      return frames === 0 && direction === 'in' ? l10n.t('waiting for the first frame') : undefined;
    case 'muted':
      return l10n.t('muted, not sending');
    case 'ended':
      return problem === undefined ? l10n.t('ended') : undefined;
    default:
      return state satisfies never;
  }
}

/**
 * Returns the text in place of all cards. While video is offered, a banner says who sends it. Video that was declined
 * may still be arriving.
 */
export function noVideo(isOffered: boolean): string {
  return isOffered ? l10n.t('Not shown yet.') : l10n.t('No video is being sent or shown.');
}

/** Usual spellings of the codecs. */
const codecNames: Readonly<Record<string, string>> = { pickle: 'pickle', jpeg: 'JPEG', png: 'PNG', webp: 'WebP' };

/** Returns `30.0 fps`, the size, the format, the traffic per second, and the age of a picture on arrival. */
export function videoFigures(video: PanelVideo): string[] {
  const { state, fps, width, height, bytes, bytesPerSecond, latencyMs, codec } = video;
  const isRunning = state === 'running';
  return [
    isRunning ? l10n.t('{0} fps', fps.toFixed(fps < 10 ? 1 : 0)) : undefined,
    width === 0 ? undefined : `${width} × ${height}`,
    codec === undefined ? undefined : (codecNames[codec] ?? codec),
    isRunning ? l10n.t('{0}/s', formatBytes(Math.round(bytesPerSecond))) : formatBytes(bytes),
    latencyMs === undefined || !isRunning ? undefined : l10n.t('{0} ms latency', Math.round(latencyMs)),
  ].filter(figure => figure !== undefined);
}

/** Returns the numbers of complete pictures, of those never shown, and of frames that aren't pictures. */
export function videoCounts({ frames, skipped, unreadable }: PanelVideo): string[] {
  return [
    ...frameCounts(frames, skipped),
    ...(unreadable === 0 ? [] : [l10n.t('{0} unreadable', numberText(unreadable))]),
  ];
}
