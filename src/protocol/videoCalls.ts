/** The calls about video between a page and the extension host: the panel's, and of a tab that shows nothing but video. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraKind, CameraTask } from '../core/camera/cameraTask.ts';
import type { VideoPicture, VideoSnapshot } from '../core/video/video.ts';
import type { FailureCalls } from './pageFailure.ts';

/** A video with what is wrong as a sentence in the user's language. */
export interface PanelVideo extends VideoSnapshot {
  readonly problem?: string;
  /** Where its pictures come from, when that is a page with a camera or a screen. */
  readonly capture?: CaptureView;
}

/**
 * How it goes with a camera or a screen. `away`: the panel whose page reads it is hidden. `troubled`: there are no pictures, `problem`
 * says why.
 */
export interface CaptureView {
  readonly kind: CameraKind;
  readonly state: 'asking' | 'running' | 'away' | 'troubled';
  /** By which way: what a person calls it. */
  readonly way: string;
  /** What the camera is called. */
  readonly device?: string;
  readonly problem?: string;
}

/** What a page asks of the videos of its endpoint. Ids of others are refused. */
export interface VideoCalls {
  /** The oldest first. */
  videos(): Promise<PanelVideo[]>;
  /**
   * The newest picture after the one of this number, as soon as there is one; nothing when the video has ended. What one page asks for
   * one video is answered in the order of asking, each with another picture.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  stopVideo(video: string): Promise<void>;
  /** Shows what the peer of a received video sends now, which is a video of its own. Rejects when that peer has gone. */
  showVideoAgain(video: string): Promise<void>;
  muteVideo(video: string, muted: boolean): Promise<void>;
  /** Asks for a file and writes the newest picture to it, as exact as it came. */
  snapshotVideo(video: string): Promise<void>;
  /** Shows it in a tab that has nothing else. */
  openVideo(video: string): Promise<void>;
  /** Asks for a file that a recording is to go to. Its id, or nothing when the user thought better of it. */
  startRecording(video: string): Promise<string | undefined>;
  /** The next bytes of it; resolves when they are on disk. */
  record(recording: string, bytes: Uint8Array): Promise<void>;
  endRecording(recording: string): Promise<void>;
  /** The page reads the camera or screen that was wanted of it for a video; pictures of it follow. */
  captureStarted(video: string, device: string): Promise<void>;
  /** It can't, or not any more. */
  captureTroubled(video: string, problem: CameraProblem): Promise<void>;
  /** One at a time: resolves when the next is wanted. Rejects when none are, any more. */
  capturedPicture(video: string, picture: CameraPicture): Promise<void>;
  /** Tries to read the camera or screen once more, the same way. */
  retryCapture(video: string): Promise<void>;
  /** Asks by which way it is to be read, and reads it so. */
  changeCapture(video: string): Promise<void>;
}

/** What the host tells a page about videos. */
export interface VideoEvents {
  /** These changed, or are new; at most 10 times a second. */
  videosChanged(videos: PanelVideo[]): void;
  /** The page came into sight or went out of it, and lives on. */
  shown(visible: boolean): void;
  /** A command wants this to be recorded, to a file that is open already; or no more, when there is no video. */
  recordWanted(recording: string, video: string | null): void;
  /** The page is to read a camera or a screen for a video; or no more, when there is no task. */
  captureWanted(video: string, task: CameraTask | null): void;
}

/** What a tab that shows one video, and nothing else, asks of the host. */
export interface VideoPageCalls extends VideoCalls, FailureCalls {
  /** The first call of a page: it is ready for events. */
  begin(): Promise<void>;
}
