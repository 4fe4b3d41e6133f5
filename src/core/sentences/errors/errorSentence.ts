/** Errors as sentences that the user can act on. */
import { ConfigError, type ConfigProblem } from '../../configError.ts';
import { joined, type Phrase, phrase, phraseOf, verbatim } from '../../phrase.ts';
import { SocketError, type SocketFailure } from '../../socketError.ts';
import { fileSentence } from './fileReason.ts';
import { ownSentence } from './portsideErrors.ts';
import { shownParams } from './shownParams.ts';
import { reasonOf } from './socketReason.ts';

/** A failure as a sentence: `Cannot listen on 127.0.0.1:9000: address already in use`. */
export function failureSentence(failure: SocketFailure): Phrase {
  const own = ownSentence(failure) ?? fileSentence(failure);
  if (own) return own;
  const params = shownParams(failure.params);
  const address = `${params.address ?? ''}`.replace(/^(tcp|udp):\/\//, '');
  const reason = reasonOf(failure);
  switch (params.operation) {
    case 'listen':
    case 'bind':
      return phrase('Cannot listen on {0}: {1}', address, reason);
    case 'send':
      return phrase('Cannot send to {0}: {1}', address, reason);
    case 'read':
      return phrase('Communication with {0} failed: {1}', address, reason);
    default:
      return address ? phrase('Cannot connect to {0}: {1}', address, reason) : reason;
  }
}

/** The reason, without what failed and where: for a line that already shows that and may be cut. */
export function failureReason(failure: SocketFailure): Phrase {
  return ownSentence(failure) ?? fileSentence(failure) ?? reasonOf(failure);
}

/** Any error as a sentence. */
export function errorSentence(error: unknown): Phrase {
  if (error instanceof SocketError) return failureSentence(error.failure);
  if (error instanceof ConfigError) return phrase('This endpoint can’t be used. {0}', problemsText(error));
  return phraseOf(error) ?? verbatim(error instanceof Error ? error.message : String(error));
}

/** Every problem of a config with its field. */
export function problemsText({ problems }: ConfigError): Phrase {
  const named = problems.map(problem =>
    problem.path ? joined([problem.path, problemText(problem)], ': ') : problemText(problem),
  );
  return joined(named, '; ');
}

/** What is wrong with a field, without the field. */
export function problemText({ message, phrase }: ConfigProblem): Phrase {
  // A message without a phrase is a complete sentence of the schema's.
  return phrase ?? { template: message, args: [] };
}
