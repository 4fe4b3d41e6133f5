/** Errors as sentences that a person can act on, in the user's language. */
import { l10n } from 'vscode';
import { ConfigError, type ConfigProblem } from '../core/configError.ts';
import { phraseOf, toldPhrase } from '../core/phrase.ts';
import { SocketError, type SocketFailure } from '../core/socketError.ts';
import { reasonOf } from './reasonOf.ts';
import { transferSentence } from './transfers/transferSentences.ts';

/** Codes that are told without an operation. */
function ownSentence({ code, params }: SocketFailure): string | undefined {
  switch (code) {
    case 'ENGINE_STOPPED':
      return l10n.t('Portside’s engine stopped unexpectedly ({0}). Restart the endpoint.', params.detail ?? '');
    case 'NO_ENDPOINT':
      return l10n.t('There is no endpoint “{0}”.', params.endpoint ?? '');
    case 'NO_PEER':
      return noPeer(params);
    case 'NOT_OPEN':
      return l10n.t('The endpoint is not open. Start it first.');
    case 'SEND_QUEUE_FULL':
      return l10n.t(
        'Nothing was sent: {0} bytes would exceed the {1} bytes that may wait for a peer (maxQueuedBytes); {2} are waiting.',
        ...numbers(params, 'bytes', 'maxQueuedBytes', 'queuedBytes'),
      );
    case 'SEND_INTERRUPTED':
      return l10n.t('The connection to {0} closed before everything was sent.', params.address ?? '');
    case 'DATAGRAM_TOO_LARGE':
      return l10n.t(
        'A datagram holds {1} bytes at most, this message has {0}.',
        ...numbers(params, 'bytes', 'maxBytes'),
      );
    case 'CANCELLED':
      return l10n.t('Cancelled.');
    case 'STREAM_ENDED':
      return l10n.t('We have ended this connection already, nothing more can be sent on it.');
    case 'NOT_A_STREAM':
      return l10n.t('UDP has no connection that could be ended or reset.');
    case 'CONNECTION_LOST':
      return l10n.t('The connection to {0} was lost.', params.address ?? '');
    default:
      return undefined;
  }
}

function noPeer(params: SocketFailure['params']): string {
  const who = params.address ?? params.peer;
  return who === undefined
    ? l10n.t('Nobody is connected, so nothing was sent.')
    : l10n.t('{0} is not connected any more, so nothing was sent.', who);
}

/** A failure as a sentence: `Cannot listen on 127.0.0.1:9000: address already in use`. */
export function failureSentence(failure: SocketFailure): string {
  const own = ownSentence(failure) ?? transferSentence(failure);
  if (own) return own;
  const address = `${failure.params.address ?? ''}`.replace(/^(tcp|udp):\/\//, '');
  const reason = reasonOf(failure);
  switch (failure.params.operation) {
    case 'listen':
    case 'bind':
      return l10n.t('Cannot listen on {0}: {1}', address, reason);
    case 'send':
      return l10n.t('Cannot send to {0}: {1}', address, reason);
    case 'read':
      return l10n.t('The conversation with {0} failed: {1}', address, reason);
    default:
      return address ? l10n.t('Cannot connect to {0}: {1}', address, reason) : reason;
  }
}

/** Any error as a sentence. */
export function errorSentence(error: unknown): string {
  if (error instanceof SocketError) return failureSentence(error.failure);
  if (error instanceof ConfigError) return l10n.t('This endpoint cannot be used. {0}', problemsText(error));
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
  // A message without a phrase is a whole sentence of the schema's.
  return toldPhrase(phrase ?? { template: message, args: [] }, l10n.t);
}

/** The error for callers outside: the same, with a sentence as its message. */
export function withSentence(error: unknown): unknown {
  if (phraseOf(error)) return new RangeError(errorSentence(error), { cause: error });
  if (!(error instanceof SocketError)) return error;
  return new SocketError(error.code, error.params, { cause: error.cause ?? error, message: errorSentence(error) });
}

function numbers(params: SocketFailure['params'], ...names: string[]): string[] {
  return names.map(name => Number(params[name]).toLocaleString());
}
