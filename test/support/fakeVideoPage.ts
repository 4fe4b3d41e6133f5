/** A page that shows video, for tests of the host. It records what it is asked to do. */
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import type { VideoPage } from '../../src/host/video/videoPages.ts';

export interface FakeVideoPage extends VideoPage {
  /** Requests to read a camera: the video and the task, or `null` to stop. */
  readonly captures: [string, CameraTask | null][];
  readonly records: [string, string | null][];
}

/** Returns a visible panel of `e1`, with `given` overriding its properties. */
export function fakeVideoPage(given: Partial<VideoPage> = {}): FakeVideoPage {
  const captures: FakeVideoPage['captures'] = [];
  const records: FakeVideoPage['records'] = [];
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
