/** Starts sending video from any source. */
import { l10n, type Uri } from 'vscode';
import type { CaptureMethodId } from '../../camera/captureMethodOutlines.ts';
import type { VideoSourceName } from '../../client/video/videoSources.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { ffmpegProgram } from './captureMethods.ts';
import type { Captures } from './captures.ts';
import { testPatternLabel } from './testPatternLabel.ts';
import type { VideoFormat } from './videoChoices.ts';
import { videoFileSource } from './videoFileSource.ts';
import type { Videos } from './videos.ts';

export interface WantedVideo {
  readonly source: VideoSourceName;
  /** The file, for the source `file`. */
  readonly uri?: Uri | undefined;
  /** How a camera or a screen is captured; by default, the first method that works. */
  readonly method?: CaptureMethodId | undefined;
  /** The camera's name in ffmpeg. */
  readonly device?: string | undefined;
  readonly format: VideoFormat;
  /** Recipient; all open peers by default. */
  readonly target?: SendTarget | undefined;
  /** Whether to send to peers that connect later, too. */
  readonly toNewPeers?: boolean;
}

/** Starters of video: this window captures cameras and screens; the engine reads all other sources. */
export interface VideoStarters {
  readonly videos: Pick<Videos, 'start'>;
  readonly captures: Pick<Captures, 'start'>;
}

/**
 * Resolves when the video is listed. Rejects with NO_PEER if it targets no peer, with BUSY while a file is being sent,
 * and with a RangeError for a file that can't be read.
 */
export async function startVideo(
  { videos, captures }: VideoStarters,
  { id }: EndpointSnapshot,
  wanted: WantedVideo,
): Promise<VideoSnapshot> {
  const { source, uri, format, target, toNewPeers = false } = wanted;
  const options = { ...format, toNewPeers };
  switch (source) {
    case 'test-pattern':
      return videos.start(id, { ...options, source: { kind: 'test-pattern' }, label: testPatternLabel() }, target);
    case 'file':
      return videos.start(id, { ...options, ...videoFileSource(uri, (await ffmpegProgram()) ?? 'ffmpeg') }, target);
    case 'camera':
    case 'screen': {
      const label = source === 'camera' ? l10n.t('Camera') : l10n.t('Screen');
      const { method, device } = wanted;
      return captures.start({ endpoint: id, kind: source, options: { ...options, label }, target, method, device });
    }
    default:
      return source satisfies never;
  }
}
