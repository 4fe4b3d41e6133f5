/** Sources of sent pictures: one file per kind, and one line in the table. */
import type { VideoOptions, VideoSource } from '../../../core/video/video.ts';
import { startFfmpeg } from './ffmpegSource.ts';
import { startImage } from './imageSource.ts';
import { startPushed } from './pushedSource.ts';
import { startTestPattern } from './testPatternSource.ts';
import type { RunningSource, SourceSink, StartSource } from './videoSource.ts';

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
