/** Errors as sentences that the user can act on, in the user's language. */
import { ConfigError, type ConfigProblem } from '../core/configError.ts';
import { phraseOf, toldPhrase } from '../core/phrase.ts';
import { SocketError, type SocketFailure } from '../core/socketError.ts';
import { ownSentence } from './ownSentences.ts';
import { reasonOf } from './reasonOf.ts';
import { l10n, shownParams } from './sentenceArguments.ts';
import { fileSentence } from './transfers/fileSentence.ts';

/** A failure as a sentence: `Cannot listen on 127.0.0.1:9000: address already in use`. */
export function failureSentence(failure: SocketFailure): string {
  const own = ownSentence(failure) ?? fileSentence(failure);
  if (own) return own;
  const params = shownParams(failure.params);
  const address = `${params.address ?? ''}`.replace(/^(tcp|udp):\/\//, '');
  const reason = reasonOf(failure);
  switch (params.operation) {
    case 'listen':
    case 'bind':
      return l10n.t('Cannot listen on {0}: {1}', address, reason);
    case 'send':
      return l10n.t('Cannot send to {0}: {1}', address, reason);
    case 'read':
      return l10n.t('Communication with {0} failed: {1}', address, reason);
    default:
      return address ? l10n.t('Cannot connect to {0}: {1}', address, reason) : reason;
  }
}

/** The reason, without what failed and where: for a line that already shows that and may be cut. */
export function failureReason(failure: SocketFailure): string {
  return ownSentence(failure) ?? fileSentence(failure) ?? reasonOf(failure);
}

/** Any error as a sentence. */
export function errorSentence(error: unknown): string {
  if (error instanceof SocketError) return failureSentence(error.failure);
  if (error instanceof ConfigError) return l10n.t('This endpoint can’t be used. {0}', problemsText(error));
  const phrase = phraseOf(error);
  if (phrase) return toldPhrase(phrase, l10n.t);
  return error instanceof Error ? error.message : String(error);
}

/** Every problem of a config with its field. */
export function problemsText({ problems }: ConfigError): string {
  const told = problems.map(problem =>
    problem.path ? `${problem.path}: ${problemText(problem)}` : problemText(problem),
  );
  return told.join('; ');
}

/** What is wrong with a field, without the field. */
export function problemText({ message, phrase }: ConfigProblem): string {
  // A message without a phrase is a complete sentence of the schema's.
  return toldPhrase(phrase ?? { template: message, args: [] }, l10n.t);
}

/** The same error for external callers, with a sentence as its message. */
export function withSentence(error: unknown): unknown {
  if (!(error instanceof SocketError)) return error;
  return new SocketError(error.code, error.params, { cause: error.cause ?? error, message: errorSentence(error) });
}
