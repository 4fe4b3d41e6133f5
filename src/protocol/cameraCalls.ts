/** The calls between the camera page and the extension host, over a WebSocket. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import type { FailureCalls } from './pageFailure.ts';

/** Requests of the page to the host. Every argument is validated there; an invalid one ends the session. */
export interface CameraCalls extends FailureCalls {
  /** The first call of a page: returns its task. */
  start(): Promise<CameraTask>;
  /** Pictures follow from now on, from the device with this name. */
  started(device: string): Promise<void>;
  /** There are no pictures, or no more; the page lets the user try again. */
  troubled(problem: CameraProblem): Promise<void>;
  /** One at a time: resolves when the next one is wanted. */
  picture(picture: CameraPicture): Promise<void>;
  /** The user stopped it. */
  stop(): Promise<void>;
}

/** Why the host closes the socket (RFC 6455, 7.4.2: codes from 4000 are for private use): it is over, or another page has taken over. */
export const cameraCloseCodes = { stopped: 4000, replaced: 4001 } as const;

/** Address of the socket, relative to the page. */
export const cameraSocketName = 'socket';

/** Data that the host writes into the page. */
export interface CameraPageBoot {
  /** Translations by English text; absent if the page is in English. */
  readonly l10n?: Record<string, string>;
}
