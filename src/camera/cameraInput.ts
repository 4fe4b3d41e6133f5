/** Validates the camera page's calls: anyone who has its address can send anything. */
import * as z from 'zod';
import type { CameraCalls } from '../protocol/cameraCalls.ts';
import { callSchemas } from '../protocol/schemas/callSchemas.ts';
import { cameraPicture, cameraProblem, deviceName } from '../protocol/schemas/cameraSchemas.ts';
import { pageFailure } from '../protocol/schemas/pageFailureSchema.ts';

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
  throw new TypeError(`the page called ${name} with invalid arguments: ${z.prettifyError(parsed.error)}`);
}
