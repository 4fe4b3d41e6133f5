/** Validates what the camera page may request: anyone who has its address can send anything. */
import * as z from 'zod';
import { cameraFormats } from '../../core/camera/cameraPicture.ts';
import { cameraProblemCodes } from '../../core/camera/cameraProblem.ts';
import { cameraKinds, maxCameraSide } from '../../core/camera/cameraTask.ts';
import type { CameraCalls } from '../../protocol/cameraCalls.ts';
import { callSchemas } from '../callSchemas.ts';
import { pageFailure } from '../diagnostics/pageFailureSchema.ts';

const maxTextUnits = 300;
const side = z.int().min(1).max(maxCameraSide);
const text = z.string().max(maxTextUnits);

/** What pages that read a camera deliver, this one and the panel's. */
export const deviceName = text;
export const cameraProblem = z.strictObject({
  code: z.enum(cameraProblemCodes),
  kind: z.enum(cameraKinds),
  detail: z.exactOptional(text),
});
export const cameraPicture = z.strictObject({
  format: z.enum(cameraFormats),
  width: side,
  height: side,
  bytes: z.instanceof(Uint8Array),
  capturedMs: z.number(),
});

const inputs = callSchemas<CameraCalls>()({
  start: z.tuple([]),
  started: z.tuple([deviceName]),
  troubled: z.tuple([cameraProblem]),
  picture: z.tuple([cameraPicture]),
  stop: z.tuple([]),
  reportFailure: z.tuple([pageFailure]),
});

/** Returns the validated arguments of a call. @throws TypeError for arguments of the wrong shape. */
export function checkCameraArguments(name: keyof CameraCalls, args: readonly unknown[]): unknown[] {
  const parsed = (inputs[name] as z.ZodType<unknown[]>).safeParse(args);
  if (parsed.success) return parsed.data;
  throw new TypeError(`the page asked for ${name} in a wrong way: ${z.prettifyError(parsed.error)}`);
}
