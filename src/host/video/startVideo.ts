/** The one way that sending video begins, whoever asks for it. */
import { l10n, type Uri } from 'vscode';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { VideoOptions, VideoSnapshot } from '../../core/video/video.ts';
import type { VideoFormat, VideoSourceName } from './videoChoices.ts';
import type { VideoParts } from './videoParts.ts';
import { fileSource } from './videoSource.ts';

export interface WantedVideo {
  readonly source: VideoSourceName;
  /** The file, where the source is one. */
  readonly uri?: Uri | undefined;
  /** The camera's name, for ffmpeg. */
  readonly device?: string | undefined;
  readonly format: VideoFormat;
  /** Absent: all open peers. */
  readonly target?: SendTarget | undefined;
  /** Also to those who connect later. */
  readonly toNewPeers?: boolean;
}

/** Resolves when it is listed. Rejects with NO_PEER where nobody is meant, BUSY where a file is on its way, with a RangeError for what can't be read. */
export async function startVideo(
  { videos }: VideoParts,
  endpoint: EndpointSnapshot,
  wanted: WantedVideo,
): Promise<VideoSnapshot> {
  const { format, target, toNewPeers = false } = wanted;
  const options: VideoOptions = { ...sourceOf(wanted), ...format, toNewPeers };
  return videos.start(endpoint.id, options, target);
}

function sourceOf({ source, uri }: WantedVideo): Pick<VideoOptions, 'source' | 'label'> {
  switch (source) {
    case 'test-pattern':
      return { source: { kind: 'test-pattern' }, label: l10n.t('Test pattern') };
    case 'file':
      return fileSource(uri, 'ffmpeg');
    default:
      throw new RangeError(`not yet: ${source}`);
  }
}
