/** Schemas for pages that capture a camera: the camera page and the panel's. */
import * as z from 'zod';
import { cameraFormats } from '../../core/camera/cameraPicture.ts';
import { cameraProblemCodes } from '../../core/camera/cameraProblem.ts';
import { cameraKinds, maxCameraSide } from '../../core/camera/cameraTask.ts';

const maxTextUnits = 300;
const side = z.int().min(1).max(maxCameraSide);
const text = z.string().max(maxTextUnits);

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
