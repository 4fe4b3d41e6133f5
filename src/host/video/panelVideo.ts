/** Converts a video for a page. */
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { CaptureView, PanelVideo } from '../../protocol/videoCalls.ts';
import { pageText } from '../shown/shownText.ts';
import { translated } from '../shown/translated.ts';
import type { Captures } from './captures.ts';

export function panelVideo(video: VideoSnapshot, captures: Pick<Captures, 'view'>): PanelVideo {
  const { failure } = video;
  const capture = captures.view(video.id);
  return {
    ...video,
    ...(failure && { problem: pageText(translated(failureSentence(failure))) }),
    ...(capture && { capture: plainCapture(capture) }),
  };
}

/** Makes texts plain that come from a camera's driver or a page. */
function plainCapture({ device, problem, ...capture }: CaptureView): CaptureView {
  return {
    ...capture,
    ...(device !== undefined && { device: pageText(device) }),
    ...(problem !== undefined && { problem: pageText(problem) }),
  };
}
