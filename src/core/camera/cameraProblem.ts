/** Why there are no pictures of a camera or a screen, in plain words. */
import { type Phrase, phrase } from '../phrase.ts';
import type { CameraKind } from './cameraTask.ts';

export const cameraProblemCodes = [
  /** The user, the browser or the system said no; nothing chosen to be shared is a no, too. */
  'denied',
  /** The place where the page is shown gives no camera to anybody: VS Code's webviews on the desktop. */
  'blocked',
  /** Neither https nor this machine: a browser gives the camera to neither. */
  'insecure',
  'unsupported',
  'none',
  'busy',
  'unplugged',
  /** The page was closed, or left. */
  'closed',
  /** The page fell silent: the connection is cut, or its machine asleep. */
  'lost',
  /** What the page sent is not what it was asked for. */
  'malformed',
  /** Anything else; `detail` is what the browser says. */
  'failed',
] as const;
export type CameraProblemCode = (typeof cameraProblemCodes)[number];

export interface CameraProblem {
  readonly code: CameraProblemCode;
  readonly kind: CameraKind;
  /** In the words of the browser or of a program, in English. */
  readonly detail?: string;
}

/** A sentence, or two: what is wrong, and what helps. */
export function cameraProblemPhrase(problem: CameraProblem): Phrase {
  const { code, detail = '' } = problem;
  switch (code) {
    case 'insecure':
      return phrase('A browser gives the camera only to pages of its own machine, and to those that come over https.');
    case 'closed':
      return phrase('The camera page was closed.');
    case 'lost':
      return phrase('The camera page does not answer any more.');
    case 'malformed':
      return phrase('The camera page sent what is no picture, so it was disconnected ({0}).', detail);
    default:
      return problem.kind === 'camera' ? cameraPhrase(code, detail) : screenPhrase(code, detail);
  }
}

type DeviceProblemCode = Exclude<CameraProblemCode, 'insecure' | 'closed' | 'lost' | 'malformed'>;

function cameraPhrase(code: DeviceProblemCode, detail: string): Phrase {
  switch (code) {
    case 'denied':
      return phrase('The camera was not allowed. Allow it for this page, in the browser and in the system’s settings.');
    case 'blocked':
      return phrase('The camera is not given to pages that are shown here.');
    case 'unsupported':
      return phrase('This browser cannot read a camera.');
    case 'none':
      return phrase('No camera was found. Connect one, and see that the system knows it.');
    case 'busy':
      return phrase('The camera could not be read. Another program may be using it.');
    case 'unplugged':
      return phrase('The camera is gone: it was unplugged, or switched off.');
    case 'failed':
      return phrase('The camera failed: {0}', detail);
  }
}

function screenPhrase(code: DeviceProblemCode, detail: string): Phrase {
  switch (code) {
    case 'denied':
      return phrase('Nothing was chosen to be shared, or the system does not let this browser record the screen.');
    case 'blocked':
      return phrase('The screen is not given to pages that are shown here.');
    case 'unsupported':
      return phrase('This browser cannot share a screen.');
    case 'none':
      return phrase('There is no screen that could be shared.');
    case 'busy':
      return phrase('The screen could not be read. Another program may be recording it.');
    case 'unplugged':
      return phrase('Sharing ended: it was stopped in the browser, or the window was closed.');
    case 'failed':
      return phrase('Sharing the screen failed: {0}', detail);
  }
}
