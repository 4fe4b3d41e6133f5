/** A video as a page shows it. */
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { PanelVideo } from '../../protocol/videoCalls.ts';
import { failureSentence } from '../sentences.ts';

export function panelVideo(video: VideoSnapshot): PanelVideo {
  const { failure } = video;
  return failure ? { ...video, problem: failureSentence(failure) } : video;
}
