/** The calls about video between a page and the extension host: the panel's page, and that of a tab with only a video. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraKind, CameraTask } from '../core/camera/cameraTask.ts';
import type { VideoPicture, VideoSnapshot } from '../core/video/video.ts';
import type { FailureCalls } from './pageFailure.ts';

/** A video, with any error as a sentence in the user's language. */
export interface PanelVideo extends VideoSnapshot {
  readonly problem?: string;
  /** The source of its pictures, if that is a page with a camera or a screen. */
  readonly capture?: CaptureView;
}

/**
 * State of a camera or a screen. `away`: the panel whose page captures it is hidden. `troubled`: there are no pictures; `problem` says why.
 */
export interface CaptureView {
  readonly kind: CameraKind;
  readonly state: 'asking' | 'running' | 'away' | 'troubled';
  /** Display name of the way it is captured. */
  readonly way: string;
  /** Name of the camera. */
  readonly device?: string;
  readonly problem?: string;
}

/** Requests of a page about the videos of its endpoint. Ids of others are refused. */
export interface VideoCalls {
  /** Oldest first. */
  videos(): Promise<PanelVideo[]>;
  /**
   * Returns the newest picture after the one with this number, as soon as there is one; undefined if the video has ended. A page's requests
   * for one video are answered in order, each with a different picture.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  stopVideo(video: string): Promise<void>;
  /** Shows what the peer of a received video sends now, as a video of its own. Rejects if that peer has disconnected. */
  showVideoAgain(video: string): Promise<void>;
  muteVideo(video: string, muted: boolean): Promise<void>;
  /** Asks for a file, and writes the newest picture to it with its exact pixels. */
  snapshotVideo(video: string): Promise<void>;
  /** Shows it in a tab of its own. */
  openVideo(video: string): Promise<void>;
  /** Asks for a file for a recording. Returns its id, or undefined if the user cancelled. */
  startRecording(video: string): Promise<string | undefined>;
  /** Adds its next bytes; resolves when they are on disk. */
  record(recording: string, bytes: Uint8Array): Promise<void>;
  endRecording(recording: string): Promise<void>;
  /** The page is capturing the requested camera or screen for a video; pictures follow. */
  captureStarted(video: string, device: string): Promise<void>;
  /** It can't, or no longer can. */
  captureTroubled(video: string, problem: CameraProblem): Promise<void>;
  /** One at a time: resolves when the next one is wanted. Rejects when no more are wanted. */
  capturedPicture(video: string, picture: CameraPicture): Promise<void>;
  /** Tries again to capture the camera or screen in the same way. */
  retryCapture(video: string): Promise<void>;
  /** Asks in which way to capture it, and does so. */
  changeCapture(video: string): Promise<void>;
}

/** Notifications from the host to a page about videos. */
export interface VideoEvents {
  /** These changed, or are new; at most 10 times a second. */
  videosChanged(videos: PanelVideo[]): void;
  /** The page was shown or hidden, and keeps running. */
  shown(visible: boolean): void;
  /** A command starts recording this video to a file that is already open; or stops recording if there is no video. */
  recordWanted(recording: string, video: string | null): void;
  /** The page should capture a camera or a screen for a video; or stop if there is no task. */
  captureWanted(video: string, task: CameraTask | null): void;
}

/** Requests to the host from a tab that shows only a video. */
export interface VideoPageCalls extends VideoCalls, FailureCalls {
  /** The first call of a page: it is ready for events. */
  begin(): Promise<void>;
}
