/** The calls about video between a page and the extension host: the panel's, and of a tab that shows nothing but video. */
import type { VideoPicture, VideoSnapshot } from '../core/video/video.ts';

/** A video with what is wrong as a sentence in the user's language. */
export interface PanelVideo extends VideoSnapshot {
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
}

/** What the host tells a page about videos. */
export interface VideoEvents {
  /** These changed, or are new; at most 10 times a second. */
  videosChanged(videos: PanelVideo[]): void;
  /** The page came into sight or went out of it, and lives on. */
  shown(visible: boolean): void;
  /** A command wants this to be recorded, to a file that is open already; or no more, when there is no video. */
  recordWanted(recording: string, video: string | null): void;
}

/** What a tab that shows one video, and nothing else, asks of the host. */
export interface VideoPageCalls extends VideoCalls {
  /** The first call of a page: it is ready for events. */
  begin(): Promise<void>;
}

/** What the host tells such a page. */
export type VideoPageEvents = VideoEvents;
