/** Calls that send video, and show what is received. */
import type { SendTarget } from '../endpointSnapshot.ts';
import type {
  PictureFile,
  PushedPicture,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from '../video/video.ts';

export interface VideoStreamCalls {
  /**
   * Treats a stream peer's bytes as video from its next picture on. The wire format is detected if it isn't given.
   * Rejects with BUSY if the bytes belong to a file. A video that is already shown is returned again.
   */
  showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot>;
  /**
   * Sends from one source to the target peers. Rejects with a RangeError for invalid options, and with NO_PEER if there
   * is no target peer and `toNewPeers` isn't set. Messages to a peer that receives video are refused with BUSY; if a
   * peer is receiving something else, the video waits for it.
   */
  startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot>;
  /** Stops a video; the bytes of a received one go to the framing again. Returns false if it had already ended. */
  stopVideo(video: string): Promise<boolean>;
  /**
   * Mutes or unmutes a sent video; while it is muted, other data can be sent. Toggles if `muted` is absent. Rejects
   * with a RangeError for received video.
   */
  muteVideo(video: string, muted?: boolean): Promise<void>;
  /** Returns the running videos and those that ended most recently, oldest first. */
  videos(id: string): Promise<VideoSnapshot[]>;
  /**
   * Returns the newest picture, received or sent, whose number is greater than `after`, as soon as there is one;
   * earlier ones are skipped. Undefined if the video has ended. Rejects with NO_VIDEO if it doesn't exist.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  /** Returns the newest picture with its exact pixels: PNG, or the file as received. Rejects with NO_PICTURE if none has arrived yet. */
  snapshotPicture(video: string): Promise<PictureFile>;
  /**
   * Delivers the next picture to a video whose source is `pushed`; resolves when another one may follow. A picture
   * replaces an earlier one that is still waiting. Rejects with NO_VIDEO if the video has ended, and with a RangeError
   * for an invalid picture.
   */
  pushPicture(video: string, picture: PushedPicture): Promise<void>;
}
