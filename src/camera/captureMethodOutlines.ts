/** The methods of capturing a camera or a screen, best first, and known reasons why one can't work. */
import { type CameraProblem, cameraProblemPhrase } from '../core/camera/cameraProblem.ts';
import type { CameraKind } from '../core/camera/cameraTask.ts';
import { type Phrase, phrase } from '../core/phrase.ts';

export const captureMethodIds = ['webview', 'integratedBrowser', 'systemBrowser', 'ffmpeg'] as const;
export type CaptureMethodId = (typeof captureMethodIds)[number];

/** Facts that determine which methods are available. */
export interface CaptureFacts {
  readonly kind: CameraKind;
  /**
   * The panel that could capture the camera, with the problem it reported when it tried; absent while no panel is open.
   */
  readonly panel?: { readonly problem?: CameraProblem };
  /** Whether VS Code has a built-in browser that can request the camera: on the desktop, since 1.127. */
  readonly hasIntegratedBrowser: boolean;
  /** Whether the window itself is a page in a browser. */
  readonly isWeb: boolean;
  /** Name of the machine that opens the sockets, if it isn't the user's. */
  readonly otherMachine?: string;
  readonly hasFfmpeg: boolean;
}

/** A capture method as shown in a list. */
export interface CaptureMethodOutline {
  readonly id: CaptureMethodId;
  readonly label: Phrase;
  /** A sentence about what happens and whose camera is used. */
  readonly detail: Phrase;
  /** Machine whose camera is captured: the user's, or the one that opens the sockets. */
  readonly machine: 'user' | 'other';
  /** Reason why the method can't be used; absent if it can be tried. */
  readonly problem?: Phrase;
}

/** Returns all methods, best first. */
export function captureMethodOutlines(facts: CaptureFacts): CaptureMethodOutline[] {
  return [panelMethod(facts), integratedBrowserMethod(facts), systemBrowserMethod(facts), ffmpegMethod(facts)];
}

/**
 * Returns the method to try automatically: the first usable one, or after a failure the next usable one that captures the
 * same machine's camera.
 */
export function nextCaptureMethod<
  T extends Pick<CaptureMethodOutline, 'id' | 'machine'> & { readonly problem?: unknown },
>(methods: readonly T[], failed?: T): T | undefined {
  const after = failed ? methods.findIndex(({ id }) => id === failed.id) + 1 : 0;
  return methods
    .slice(after)
    .find(method => method.problem === undefined && (!failed || method.machine === failed.machine));
}

/** Whether another method may succeed. The user's decision and the camera's state are the same for every method. */
export function anotherMethodMayWork({ code }: CameraProblem): boolean {
  return code === 'blocked' || code === 'insecure' || code === 'unsupported';
}

function panelMethod({ panel }: CaptureFacts): CaptureMethodOutline {
  const problem = panel
    ? panel.problem && cameraProblemPhrase(panel.problem)
    : phrase('The endpoint’s panel isn’t open.');
  return {
    id: 'webview',
    label: phrase('Panel'),
    detail: phrase('This panel.'),
    machine: 'user',
    ...(problem && { problem }),
  };
}

function integratedBrowserMethod({ kind, hasIntegratedBrowser }: CaptureFacts): CaptureMethodOutline {
  const problem = hasIntegratedBrowser
    ? noScreenThere(kind)
    : phrase('This version of VS Code has no built-in browser.');
  return {
    id: 'integratedBrowser',
    label: phrase('Camera Page in VS Code'),
    detail: phrase('A page in VS Code’s built-in browser.'),
    machine: 'user',
    ...(problem && { problem }),
  };
}

/** The built-in browser refuses screen sharing without asking. */
function noScreenThere(kind: CameraKind): Phrase | undefined {
  return kind === 'screen' ? phrase('VS Code’s built-in browser can’t share the screen.') : undefined;
}

function systemBrowserMethod({ isWeb }: CaptureFacts): CaptureMethodOutline {
  return {
    id: 'systemBrowser',
    label: isWeb ? phrase('Camera Page in a New Tab') : phrase('Camera Page in Your Browser'),
    detail: isWeb ? phrase('A page in a new browser tab.') : phrase('A page in your default browser.'),
    machine: 'user',
  };
}

function ffmpegMethod({ kind, otherMachine, hasFfmpeg }: CaptureFacts): CaptureMethodOutline {
  const isCamera = kind === 'camera';
  const elsewhere = (machine: string) =>
    isCamera
      ? phrase('ffmpeg captures the camera of {0}, not this machine’s.', machine)
      : phrase('ffmpeg captures the screen of {0}, not this machine’s.', machine);
  const here = isCamera ? phrase('ffmpeg captures the camera.') : phrase('ffmpeg captures the screen.');
  return {
    id: 'ffmpeg',
    label: otherMachine === undefined ? phrase('ffmpeg') : phrase('ffmpeg on {0}', otherMachine),
    detail: otherMachine === undefined ? here : elsewhere(otherMachine),
    machine: otherMachine === undefined ? 'user' : 'other',
    ...(!hasFfmpeg && {
      problem: phrase('ffmpeg wasn’t found. Install it, or set {0} to its path.', 'portside.video.ffmpegPath'),
    }),
  };
}
