/** Video being sent or received. */
import type { SocketError } from '../../core/socketError.ts';
import type { PictureFile, PushedPicture, VideoPicture, VideoSnapshot } from '../../core/video/video.ts';

export interface RunningVideo {
  readonly id: string;
  readonly snapshot: VideoSnapshot;
  /** Returns the newest picture whose number is greater, as soon as there is one; undefined if it has ended. */
  picture(after: number): Promise<VideoPicture | undefined>;
  /** Returns the newest picture as a file with the exact pixels. Rejects with NO_PICTURE if none has arrived yet. */
  file(): Promise<PictureFile>;
  /**
   * Delivers the next picture; resolves when another one may follow. Rejects with a RangeError if the video doesn't
   * accept pictures, or if it isn't a valid one.
   */
  pushPicture(picture: PushedPicture): Promise<void>;
  /** Sends nothing until it is unmuted. @throws RangeError for received video. */
  mute(isMuted: boolean): void;
  /** Ends it, with this failure if there is one. */
  stop(failure?: SocketError): void;
}
