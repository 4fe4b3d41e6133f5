/** Codes for the problems that prevent a page from capturing a camera or a screen. */
import type { CameraProblem, CameraProblemCode } from '../../../src/core/camera/cameraProblem.ts';
import type { CameraKind } from '../../../src/core/camera/cameraTask.ts';

/** Error with which a capture rejects. */
export class CaptureError extends Error {
  readonly problem: CameraProblem;

  constructor(problem: CameraProblem) {
    super(`${problem.kind}: ${problem.code}${problem.detail ? `: ${problem.detail}` : ''}`);
    this.problem = problem;
  }
}

/** Codes by the exception's name: W3C Media Capture and Streams 10.3.1, Screen Capture 5.1. */
const codes: Readonly<Record<string, CameraProblemCode>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  /** The chosen camera no longer exists. */
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Returns why the browser granted no access. */
export function problemOf(error: unknown, kind: CameraKind): CameraProblem {
  if (error instanceof CaptureError) return error.problem;
  const { name = '', message = '' } = error as { name?: string; message?: string };
  const code = codes[name] ?? 'failed';
  const detail = message.slice(0, 300);
  return { code, kind, ...(detail && { detail }) };
}

/** Returns why asking the browser would be useless. Permissions don't count: browsers ask for those. */
export function problemOfPlace(kind: CameraKind): CameraProblem | undefined {
  const feature = kind === 'camera' ? 'camera' : 'display-capture';
  // Webviews of VS Code on the desktop are frames without permission for the feature.
  if (document.featurePolicy && !document.featurePolicy.allowsFeature(feature)) return { code: 'blocked', kind };
  if (!isSecureContext) return { code: 'insecure', kind };
  const media: Partial<MediaDevices> | undefined = navigator.mediaDevices;
  const ask = kind === 'camera' ? media?.getUserMedia : media?.getDisplayMedia;
  return ask && typeof OffscreenCanvas === 'function' ? undefined : { code: 'unsupported', kind };
}
