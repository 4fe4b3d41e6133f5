/** Schema of the failures that a page reports. */
import * as z from 'zod';
import { maxFailureUnits } from '../pageFailure.ts';

export const pageFailure = z.strictObject({
  kind: z.enum(['error', 'rejection']),
  name: z.string().max(maxFailureUnits.name),
  message: z.string().max(maxFailureUnits.message),
  stack: z.exactOptional(z.string().max(maxFailureUnits.stack)),
});
