/** Sources of sent pictures: one file per kind, and one line in the table. */
import type { VideoOptions, VideoSource } from '../../../core/video/video.ts';
import { startFfmpegSource } from './ffmpegSource.ts';
import { startImageSource } from './imageSource.ts';
import { startPushedSource } from './pushedSource.ts';
import { startTestPatternSource } from './testPatternSource.ts';
import type { RunningSource, SourceSink, StartSource } from './videoSource.ts';

const sources: { [Kind in VideoSource['kind']]: StartSource<Kind> } = {
  'test-pattern': startTestPatternSource,
  image: startImageSource,
  ffmpeg: startFfmpegSource,
  pushed: startPushedSource,
};

/** Begins to offer pictures to the sink, none before this returns. */
export function startSource(options: VideoOptions, sink: SourceSink): RunningSource {
  const start = sources[options.source.kind] as (options: VideoOptions, sink: SourceSink) => RunningSource;
  return start(options, sink);
}
