/** Reasons why a camera or a screen delivers no pictures, in plain words. */
import { type Phrase, phrase } from '../phrase.ts';
import type { CameraKind } from './cameraTask.ts';

export const cameraProblemCodes = [
  /** The user, the browser or the system refused; choosing nothing to share counts, too. */
  'denied',
  /** VS Code never grants camera access where the page is shown: in its webviews on the desktop. */
  'blocked',
  /** The page is neither local nor loaded over HTTPS, so the browser grants no access. */
  'insecure',
  'unsupported',
  'none',
  'busy',
  'unplugged',
  /** The page was closed, or the user navigated away. */
  'closed',
  /** The page stopped responding: the connection was cut, or its machine is asleep. */
  'lost',
  /** The page sent something invalid. */
  'malformed',
  /** Anything else; `detail` is the browser's message. */
  'failed',
] as const;
export type CameraProblemCode = (typeof cameraProblemCodes)[number];

export interface CameraProblem {
  readonly code: CameraProblemCode;
  readonly kind: CameraKind;
  /** English message of the browser or of a program. */
  readonly detail?: string;
}

/** Returns one or two sentences: what is wrong, and what helps. */
export function cameraProblemPhrase(problem: CameraProblem): Phrase {
  const { code, detail = '' } = problem;
  switch (code) {
    case 'insecure':
      return phrase('Browsers allow camera access only to local pages and to pages loaded over HTTPS.');
    case 'closed':
      return phrase('The camera page was closed.');
    case 'lost':
      return phrase('The camera page stopped responding.');
    case 'malformed':
      return phrase('The camera page sent invalid data and was disconnected ({0}).', detail);
    default:
      return problem.kind === 'camera' ? cameraPhrase(code, detail) : screenPhrase(code, detail);
  }
}

type DeviceProblemCode = Exclude<CameraProblemCode, 'insecure' | 'closed' | 'lost' | 'malformed'>;

function cameraPhrase(code: DeviceProblemCode, detail: string): Phrase {
  switch (code) {
    case 'denied':
      return phrase('Camera access was denied. Allow it for this page in the browser and in your system settings.');
    case 'blocked':
      return phrase('Pages shown here can’t access the camera.');
    case 'unsupported':
      return phrase('This browser can’t access a camera.');
    case 'none':
      return phrase('No camera found. Connect one and check that your system detects it.');
    case 'busy':
      return phrase('The camera can’t be accessed. Another program may be using it.');
    case 'unplugged':
      return phrase('The camera was unplugged or switched off.');
    case 'failed':
      return phrase('The camera failed: {0}', detail);
  }
}

function screenPhrase(code: DeviceProblemCode, detail: string): Phrase {
  switch (code) {
    case 'denied':
      return phrase('Nothing was selected to share, or your system doesn’t allow this browser to record the screen.');
    case 'blocked':
      return phrase('Pages shown here can’t record the screen.');
    case 'unsupported':
      return phrase('This browser can’t share the screen.');
    case 'none':
      return phrase('No screen available to share.');
    case 'busy':
      return phrase('The screen can’t be captured. Another program may be recording it.');
    case 'unplugged':
      return phrase('Sharing ended: it was stopped in the browser, or the shared window was closed.');
    case 'failed':
      return phrase('Sharing the screen failed: {0}', detail);
  }
}
