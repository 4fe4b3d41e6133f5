/** The calls between the camera page and the extension host, over a WebSocket. */
import type { CameraPicture } from '../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../core/camera/cameraProblem.ts';
import type { CameraTask } from '../core/camera/cameraTask.ts';
import type { FailureCalls } from './pageFailure.ts';

/** What the page asks of the host. Every argument is validated there; a wrong one ends the session. */
export interface CameraCalls extends FailureCalls {
  /** The first call of a page: what it is to do. */
  start(): Promise<CameraTask>;
  /** Pictures come from now on, from the device of this name. */
  started(device: string): Promise<void>;
  /** There are no pictures, or no more; the page lets the user try again. */
  troubled(problem: CameraProblem): Promise<void>;
  /** One at a time: resolves when the next is wanted. */
  picture(picture: CameraPicture): Promise<void>;
  /** The user has had enough. */
  stop(): Promise<void>;
}

/** Why the host closes the socket (RFC 6455, 7.4.2: codes from 4000 are for private use): it is over, or another page has taken it over. */
export const cameraCloseCodes = { stopped: 4000, replaced: 4001 } as const;

/** Where the socket is, relative to the page. */
export const cameraSocketName = 'socket';

/** What the host writes into the page. */
export interface CameraPageBoot {
  /** German, say, by English; absent where the page is English. */
  readonly l10n?: Record<string, string>;
}
