/** Offers, once per endpoint, to cut what is received by a framing that stands out among all guesses. */
import { commands, type Disposable, l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { errorNotice, informationNotice } from '../shown/notices.ts';
import { translatedSentence } from '../shown/translated.ts';

/** Fewer bytes can hardly be three messages that say anything. */
const leastBytes = 24;
/** The next guess is made when this many times as many bytes have been received. */
const growth = 4;
/** No guess is made after this many bytes: there were at least as many as a guess looks at. */
const mostBytes = 1024 * 1024;

export type GuessedEndpoints = Pick<
  Endpoints,
  'guessFraming' | 'has' | 'find' | 'onDidChange' | 'onDidChangeList' | 'onDidRecognizeVideo'
>;

/** Watches all endpoints of the window. */
export function offerFramings(endpoints: GuessedEndpoints): Disposable {
  return new FramingOffers(endpoints, async (endpoint, peer) =>
    commands.executeCommand('portside.guessFraming', { endpoint, peer, apply: true }),
  );
}

export class FramingOffers implements Disposable {
  readonly #endpoints: GuessedEndpoints;
  readonly #apply: (endpoint: string, peer: string) => Promise<unknown>;
  /** Number of received bytes from which on the next guess is made, by endpoint; infinite once it was offered. */
  readonly #nextBytes = new Map<string, number>();
  readonly #ending = new AbortController();
  readonly #subscriptions = new DisposableStore();
  /** Guesses are made one after the other, since they take the engine's time. */
  #guessing: Promise<void> = Promise.resolve();

  /** `apply` applies the best guess for a peer. */
  constructor(endpoints: GuessedEndpoints, apply: (endpoint: string, peer: string) => Promise<unknown>) {
    this.#endpoints = endpoints;
    this.#apply = apply;
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const endpoint of changed) this.#look(endpoint);
      }),
    );
    // Video is offered as such.
    this.#subscriptions.add(
      endpoints.onDidRecognizeVideo(({ endpoint }) => void this.#nextBytes.set(endpoint, Number.POSITIVE_INFINITY)),
    );
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        for (const id of [...this.#nextBytes.keys()]) if (!endpoints.has(id)) this.#nextBytes.delete(id);
      }),
    );
  }

  dispose(): void {
    this.#ending.abort();
    this.#subscriptions.dispose();
  }

  #look(endpoint: EndpointSnapshot): void {
    const { id, counters } = endpoint;
    const { bytesIn } = counters;
    if (!isUnframed(endpoint) || bytesIn < (this.#nextBytes.get(id) ?? leastBytes) || bytesIn > mostBytes) return;
    this.#nextBytes.set(id, bytesIn * growth);
    this.#guessing = this.#guessing
      .then(() => this.#guess(id))
      .catch(() => undefined /* the endpoint or its engine is gone */);
  }

  async #guess(id: string): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted || !this.#isUnframed(id)) return;
    const guessed = await this.#endpoints.guessFraming(id, undefined, { signal, onProgress: () => undefined });
    const [best] = guessed.guesses;
    const isOver = this.#nextBytes.get(id) === Number.POSITIVE_INFINITY;
    if (!guessed.peer || !best?.standsOut || isOver || !this.#isUnframed(id)) return;
    this.#nextBytes.set(id, Number.POSITIVE_INFINITY);
    unawaited(this.#offer(id, guessed.peer.id, translatedSentence(framingLabel(best.framing))));
  }

  async #offer(id: string, peer: string, label: string): Promise<void> {
    const apply = l10n.t('Apply');
    const name = labelInSentence(this.#endpoints.find(id));
    const text = l10n.t('What {0} receives can be cut into messages: {1}.', name, label);
    if ((await informationNotice(text, apply, l10n.t('Dismiss'))) !== apply || !this.#isUnframed(id)) return;
    await this.#apply(id, peer).catch(error => void errorNotice(translatedSentence(errorSentence(error))));
  }

  #isUnframed(id: string): boolean {
    return this.#endpoints.has(id) && isUnframed(this.#endpoints.find(id));
  }
}

/** Whether an open endpoint receives bytes that nothing else gives a form. */
function isUnframed({ config, state }: EndpointSnapshot): boolean {
  const { framing = 'none', files } = config;
  return state === 'open' && isStream(config) && framing === 'none' && (files === undefined || files.mode === 'off');
}
