/** Sentences for our own error codes. */
import type { ErrorCode, ErrorParamsOf, PortsideFailure, SocketFailure } from '../../errorParams.ts';
import type { Phrase } from '../../phrase.ts';
import { connectionErrors } from './connectionErrors.ts';
import { shownParams } from './shownParams.ts';
import { transferErrors } from './transferErrors.ts';
import { videoErrors } from './videoErrors.ts';

export const portsideErrors: { readonly [Code in ErrorCode]: (params: ErrorParamsOf[Code]) => Phrase } = {
  ...connectionErrors,
  ...transferErrors,
  ...videoErrors,
};

/** Whether the failure's code is one of ours; otherwise, it is the system's, or one of another version. */
export function isPortsideFailure(failure: SocketFailure): failure is PortsideFailure {
  return Object.hasOwn(portsideErrors, failure.code);
}

export function portsideError({ code, params }: PortsideFailure): Phrase {
  // Each sentence takes the parameters of its own code.
  return (portsideErrors[code] as (params: PortsideFailure['params']) => Phrase)(shownParams(params));
}
