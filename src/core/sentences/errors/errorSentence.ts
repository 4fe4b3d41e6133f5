/** Errors as sentences that the user can act on. */
import { ConfigError, type ConfigProblem } from '../../config/configError.ts';
import type { SocketFailure } from '../../errorParams.ts';
import { joined, type Phrase, phrase, phraseOf, verbatim } from '../../phrase.ts';
import { SocketError } from '../../socketError.ts';
import { isPortsideFailure, portsideError } from './portsideErrors.ts';
import { shownParams } from './shownParams.ts';
import { noResponse } from './socketReason.ts';
import { systemError, systemReason } from './systemError.ts';

/** Returns a sentence for any error. */
export function errorSentence(error: unknown): Phrase {
  if (error instanceof SocketError) return failureSentence(error.failure);
  if (error instanceof ConfigError) return phrase('This endpoint can’t be used. {0}', problemsText(error));
  return phraseOf(error) ?? verbatim(error instanceof Error ? error.message : String(error));
}

/** Returns a sentence for a failure: `Cannot listen on 127.0.0.1:9000: address already in use`. */
export function failureSentence(failure: SocketFailure): Phrase {
  return isPortsideFailure(failure) ? portsideError(failure) : systemError(failure);
}

/** Returns the reason without what failed and where: for a line that already shows that and may be truncated. */
export function failureReason(failure: SocketFailure): Phrase {
  if (failure.code === 'CONNECT_TIMEOUT') return noResponse(shownParams(failure.params));
  return isPortsideFailure(failure) ? portsideError(failure) : systemReason(failure);
}

/** Returns every problem of a config with its field. */
export function problemsText({ problems }: ConfigError): Phrase {
  const named = problems.map(problem =>
    problem.path ? joined([problem.path, problemPhrase(problem)], ': ') : problemPhrase(problem),
  );
  return joined(named, '; ');
}

/** Returns the problem of a field without the field's name. */
export function problemPhrase({ message, phrase }: ConfigProblem): Phrase {
  // A message without a phrase is a complete sentence from the schema.
  return phrase ?? { template: message, args: [] };
}
