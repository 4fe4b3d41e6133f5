/** Calls between the camera page and the extension host, over a WebSocket. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import type { FailureCalls } from './pageFailure.ts';

/** Calls from the page to the host, which validates every argument; an invalid one ends the session. */
export interface CameraCalls extends FailureCalls {
  /** Must be a page's first call. Returns the page's task. */
  start(): Promise<CameraTask>;
  /** Call before sending pictures of the device with this name. */
  started(device: string): Promise<void>;
  /** Call if there are no pictures, or no more; the page lets the user try again. */
  troubled(problem: CameraProblem): Promise<void>;
  /** Sends one picture at a time: resolves when the next one is wanted. */
  picture(picture: CameraPicture): Promise<void>;
  /** The user stopped the video. */
  stop(): Promise<void>;
}

/** Close codes (RFC 6455, 7.4.2: private from 4000 on): the session is over, or another page has taken over. */
export const cameraCloseCodes = { stopped: 4000, replaced: 4001 } as const;

/** Address of the socket, relative to the page. */
export const cameraSocketName = 'socket';

/** Data that the host writes into the camera page. */
export interface CameraPageBoot {
  /** Translations by English text; absent if the page is in English. */
  readonly l10n?: Record<string, string>;
}
