/** *Guess the Framing*: applies a framing that fits what a peer has sent, and lists what was recorded, cut that way. */
import { l10n, type QuickPickItem } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import type { CallWatch } from '../../client/windowEngine.ts';
import { decodeText } from '../../core/bytes/decodeText.ts';
import { formatHex } from '../../core/bytes/hex.ts';
import { visibleText } from '../../core/bytes/visibleText.ts';
import type { GuessedFraming } from '../../core/calls/framingCalls.ts';
import type { Encoding, Framing } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { FramingGuess, GuessedMessage } from '../../core/framing/guess/framingGuess.ts';
import { isStream } from '../../core/kinds.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { SocketError } from '../../core/socketError.ts';
import { progressNotice } from '../shown/notices.ts';
import { askItem } from '../shown/questions.ts';
import { translatedSentence } from '../shown/translated.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

const guessArgument = z.looseObject({ peer: z.string().optional(), apply: z.literal(true).optional() });

/** The framing that was applied, and the endpoint with what was recorded before. */
export interface AppliedGuess {
  readonly framing: Framing;
  readonly recut: string;
}

/**
 * `{endpoint, peer?, apply?}`; the best guess is applied if `apply` is true, otherwise the user chooses. Without a peer,
 * the one that sent something last is meant.
 * @throws RangeError if no framing fits.
 */
export async function guessFraming(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<AppliedGuess> {
  const endpoint = await endpointOf(argument, context);
  if (!isStream(endpoint.config)) throw new RangeError(l10n.t('Each datagram is one message: UDP has no framing.'));
  const given = guessArgument.optional().parse(argument) ?? {};
  const { endpoints } = context;
  const guessed = await withProgress(l10n.t('Guessing the framing of {0}', labelInSentence(endpoint)), watch =>
    endpoints.guessFraming(endpoint.id, given.peer, watch),
  );
  const { peer, guesses } = guessed;
  const [best] = guesses;
  if (!peer || !best) throw new RangeError(nothingFits(guessed));
  const framing = given.apply ? best.framing : (await askGuess(endpoint, guessed)).framing;
  const recut = await withProgress(l10n.t('Cutting what was recorded of {0}', peer.address), watch =>
    endpoints.recut(endpoint.id, peer.id, { ...endpoint.config, framing, name: recutName(endpoint) }, watch),
  );
  await endpoints.engine.changeFraming(endpoint.id, framing);
  return { framing, recut };
}

function recutName(endpoint: EndpointSnapshot): string {
  return l10n.t('{0} (recorded)', labelInSentence(endpoint));
}

function nothingFits({ peer, bytes }: GuessedFraming): string {
  if (!peer || bytes === 0) return l10n.t('Nothing has been received yet, so there is nothing to guess from.');
  return l10n.t('No framing fits the {0} bytes that {1} sent.', bytes, peer.address);
}

interface GuessItem extends QuickPickItem {
  readonly framing: Framing;
}

async function askGuess({ config }: EndpointSnapshot, { peer, guesses }: GuessedFraming): Promise<GuessItem> {
  const items = guesses.map((guess): GuessItem => {
    const { framing, messages } = guess;
    return {
      label: translatedSentence(framingLabel(framing)),
      description: messages === 1 ? l10n.t('1 message') : l10n.t('{0} messages', messages),
      detail: firstMessages(guess, config.encoding),
      framing,
    };
  });
  return askItem(items, {
    title: l10n.t('Guess the Framing'),
    placeHolder: l10n.t(
      'Which messages did {0} send? Your choice applies from the next byte; the record is cut again in a new transcript.',
      peer?.address ?? '',
    ),
  });
}

function firstMessages({ first }: FramingGuess, encoding: Encoding = 'utf8'): string {
  return first.map(message => shownMessage(message, encoding)).join('  ·  ');
}

const [shownCharacters, shownBytes] = [32, 12];

/** Returns the beginning of a message: as text, or in hex if it isn't. */
function shownMessage({ bytes, length }: GuessedMessage, encoding: Encoding): string {
  if (length === 0) return l10n.t('(empty)');
  const text = visibleText(decodeText(bytes, encoding), encoding);
  const isText = !/\\x|\\0/.test(text);
  const shown = isText ? text.slice(0, shownCharacters) : formatHex(bytes.subarray(0, shownBytes));
  const isWhole = isText ? shown === text && bytes.length === length : length <= shownBytes;
  return isWhole ? shown : `${shown}…`;
}

async function withProgress<T>(title: string, run: (watch: CallWatch) => Promise<T>): Promise<T> {
  return progressNotice(title, (_report, token) => {
    const cancelling = new AbortController();
    token.onCancellationRequested(() => cancelling.abort());
    return run({ signal: cancelling.signal, onProgress: () => undefined }).catch((error: unknown) => {
      throw error instanceof SocketError && error.code === 'CANCELLED' ? new Dismissed() : error;
    });
  });
}
