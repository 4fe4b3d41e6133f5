/** Video that is sent or received, whichever way. */
import type { SocketError } from '../../core/socketError.ts';
import type { PictureFile, PushedPicture, VideoPicture, VideoSnapshot } from '../../core/video/video.ts';

export interface RunningVideo {
  readonly id: string;
  readonly snapshot: VideoSnapshot;
  /** The newest picture whose number is greater, as soon as there is one; nothing when it has ended. */
  picture(after: number): Promise<VideoPicture | undefined>;
  /** The newest picture as a file, with the very pixels. Rejects with NO_PICTURE when none has come yet. */
  file(): Promise<PictureFile>;
  /** Hands over the next picture; resolves when another may come. Rejects with a RangeError where none is taken, or it is no picture. */
  handOver(picture: PushedPicture): Promise<void>;
  /** Sends nothing until it is unmuted. @throws RangeError for what is received. */
  mute(isMuted: boolean): void;
  /** Ends it, for this reason where there is one. */
  stop(failure?: SocketError): void;
}
