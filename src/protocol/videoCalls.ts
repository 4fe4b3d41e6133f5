/** Calls about video between a page (the panel's, or that of a tab with only a video) and the extension host. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraKind, CameraTask } from '../core/camera/cameraTask.ts';
import type { VideoPicture, VideoSnapshot } from '../core/video/video.ts';
import type { FailureCalls } from './pageFailure.ts';

/** A video whose error is a sentence in the user's language. */
export interface PanelVideo extends VideoSnapshot {
  readonly problem?: string;
  /** Source of the pictures, if that is a page with a camera or a screen. */
  readonly capture?: CaptureView;
}

/** State of a camera or screen. `away`: the panel capturing it is hidden. `troubled`: no pictures, see `problem`. */
export interface CaptureView {
  readonly kind: CameraKind;
  readonly state: 'asking' | 'running' | 'away' | 'troubled';
  /** Display name of the capture method. */
  readonly method: string;
  /** Name of the camera. */
  readonly device?: string;
  readonly problem?: string;
}

/** Calls from a page about its endpoint's videos. Ids of other videos are rejected. */
export interface VideoCalls {
  /** Returns the endpoint's videos, oldest first. */
  videos(): Promise<PanelVideo[]>;
  /**
   * Returns the newest picture after the one with this number, as soon as there is one; undefined if the video has
   * ended. A page's requests for one video are answered in order, each with a different picture.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  stopVideo(video: string): Promise<void>;
  /** Shows the present data of a received video's peer as a separate video. Rejects if the peer has disconnected. */
  showVideoAgain(video: string): Promise<void>;
  muteVideo(video: string, muted: boolean): Promise<void>;
  /** Asks for a file, then writes the newest picture to it with its exact pixels. */
  snapshotVideo(video: string): Promise<void>;
  /** Opens the video in a tab of its own. */
  openVideo(video: string): Promise<void>;
  /** Asks for a file for a recording. Returns the recording's id, or undefined if the user cancelled. */
  startRecording(video: string): Promise<string | undefined>;
  /** Adds the recording's next bytes. Resolves when they are on disk. */
  record(recording: string, bytes: Uint8Array): Promise<void>;
  endRecording(recording: string): Promise<void>;
  /** The page captures the requested camera or screen for a video; pictures follow. */
  captureStarted(video: string, device: string): Promise<void>;
  /** The page can't capture it, or no longer can. */
  captureTroubled(video: string, problem: CameraProblem): Promise<void>;
  /** Sends one picture at a time: resolves when the next one is wanted, and rejects when no more are wanted. */
  capturedPicture(video: string, picture: CameraPicture): Promise<void>;
  /** Tries again to capture the camera or screen with the same method. */
  retryCapture(video: string): Promise<void>;
  /** Asks how to capture the camera or screen, and does so. */
  changeCapture(video: string): Promise<void>;
}

/** Events about videos that the host reports to a page. */
export interface VideoEvents {
  /** These videos changed or are new; at most 10 times a second. */
  videosChanged(videos: PanelVideo[]): void;
  /** The page was shown or hidden; it keeps running. */
  shown(visible: boolean): void;
  /** A command starts recording this video to a file that is already open, or stops recording if `video` is null. */
  recordWanted(recording: string, video: string | null): void;
  /** The page should capture a camera or a screen for a video, or stop if `task` is null. */
  captureWanted(video: string, task: CameraTask | null): void;
}

/** Calls to the host from a tab that shows only a video. */
export interface VideoPageCalls extends VideoCalls, FailureCalls {
  /** Must be a page's first call: it is ready for events. */
  begin(): Promise<void>;
}
