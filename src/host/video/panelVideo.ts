/** A video as a page shows it. */
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { PanelVideo } from '../../protocol/videoCalls.ts';
import { failureSentence } from '../sentences.ts';
import type { Captures } from './captures.ts';

export function panelVideo(video: VideoSnapshot, captures: Captures): PanelVideo {
  const { failure } = video;
  const capture = captures.view(video.id);
  return { ...video, ...(failure && { problem: failureSentence(failure) }), ...(capture && { capture }) };
}
