/** Which camera or screen feeds a new video, and how. */
import type { CameraKind } from '../core/camera/cameraTask.ts';
import type { SendTarget } from '../core/endpointSnapshot.ts';
import type { VideoOptions } from '../core/video/video.ts';
import type { CameraWayId } from './wayOrder.ts';

export interface WantedCapture {
  readonly endpoint: string;
  readonly kind: CameraKind;
  readonly options: Omit<VideoOptions, 'source'>;
  readonly target?: SendTarget | undefined;
  /** The first one that works if none is named. */
  readonly way?: CameraWayId | undefined;
  /** The camera's name, for ffmpeg. */
  readonly device?: string | undefined;
}
