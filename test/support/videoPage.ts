/** A page that shows video, as the host meets it; what it is asked is noted. */
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import type { VideoPage } from '../../src/host/video/videoPages.ts';

export interface NotingPage extends VideoPage {
  /** The videos for which a camera is to be read, with the task, or `null` when that is to end. */
  readonly captures: [string, CameraTask | null][];
  readonly records: [string, string | null][];
}

/** A visible panel of `e1`, but for what is given. */
export function videoPage(given: Partial<VideoPage> = {}): NotingPage {
  const captures: NotingPage['captures'] = [];
  const records: NotingPage['records'] = [];
  return {
    endpoint: 'e1',
    visible: true,
    owner: {},
    captures,
    records,
    record: (recording, video) => void records.push([recording, video]),
    capture: (video, task) => void captures.push([video, task]),
    ...given,
  };
}
