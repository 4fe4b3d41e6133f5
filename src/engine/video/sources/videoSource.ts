/** Where the pictures that are sent come from: one file a kind, one line in the table. */
import type { SocketError } from '../../../core/socketError.ts';
import type { Picture } from '../../../core/video/picture.ts';
import type { I420Picture } from '../../../core/video/scaledBgr.ts';
import type { PushedPicture, VideoOptions, VideoSource } from '../../../core/video/video.ts';
import type { Owner } from '../../owned.ts';
import { startFfmpeg } from './ffmpegSource.ts';
import { startImage } from './imageSource.ts';
import { startPushed } from './pushedSource.ts';
import { startTestPattern } from './testPatternSource.ts';

/** A picture as its source has it. It may be offered again, unchanged. */
export interface SourcePicture {
  /** In pixels, before it is scaled. */
  readonly width: number;
  readonly height: number;
  /** ms since the epoch, where whoever pushed it told. */
  readonly capturedMs?: number;
  /** A JPEG file, as it came. */
  readonly jpeg?: Uint8Array;
  /** Made when it is first asked for: nobody may. */
  pixels(): Promise<Picture | I420Picture>;
}

/** Takes what a source makes; the newest wins. As an owner it ends the video. */
export interface SourceSink extends Owner {
  offer(picture: SourcePicture): void;
  /** No more pictures come: because there are none, or for this reason. */
  end(failure?: SocketError): void;
}

export interface RunningSource {
  /** Nothing is offered afterwards. */
  stop(): void;
  /** Only of `pushed`: resolves when the next picture may come. @throws RangeError for bytes that are not as many as its size says. */
  push?(picture: PushedPicture): Promise<void>;
}

export type StartSource<Kind extends VideoSource['kind']> = (
  options: VideoOptions & { readonly source: Extract<VideoSource, { kind: Kind }> },
  sink: SourceSink,
) => RunningSource;

const sources: { [Kind in VideoSource['kind']]: StartSource<Kind> } = {
  'test-pattern': startTestPattern,
  image: startImage,
  ffmpeg: startFfmpeg,
  pushed: startPushed,
};

/** Begins to offer pictures to the sink, none before this returns. */
export function startSource(options: VideoOptions, sink: SourceSink): RunningSource {
  const start = sources[options.source.kind] as (options: VideoOptions, sink: SourceSink) => RunningSource;
  return start(options, sink);
}
