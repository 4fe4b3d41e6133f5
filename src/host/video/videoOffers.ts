/** Offers, once per endpoint, to show received data that looks like video. */
import { type Disposable, type Event, EventEmitter, l10n, type Memento } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { endpointKey } from '../../client/video/endpointKey.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { hasVideoEnded, type RecognizedVideo } from '../../core/video/video.ts';
import type { VideoAnswer } from '../../protocol/panelCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import { errorNotice, hideNotices, informationNotice } from '../shown/notices.ts';
import { translatedSentence } from '../shown/translated.ts';
import { storedTexts } from '../stored.ts';
import type { Videos } from './videos.ts';

const memoryKey = 'portside.video.alwaysShow';
/**
 * Maximum number of videos shown at a time per endpoint, automatically or by one answer: each takes memory for three pictures, and space on
 * the screen.
 */
const maxShown = 16;
/** Maximum number of offers: a sender may connect ten thousand times. The user can show others one by one. */
const maxOffers = 100;

/** Panels, as needed to know whether an offer is in sight. */
export interface VisiblePanels {
  isVisible(endpoint: string): boolean;
  /** Fires when the panel of this endpoint was shown or hidden. */
  readonly onDidChangeVisible: Event<string>;
}

export class VideoOffers implements Disposable {
  readonly #videos: Videos;
  readonly #memory: Memento;
  readonly #open = new Map<string, RecognizedVideo[]>();
  /** Answers given for endpoints in this window. */
  readonly #answers = new Map<string, VideoAnswer>();
  /** Endpoints for which a notification was shown in this window. */
  readonly #asked = new Set<string>();
  /** Endpoints whose notification hasn't been answered. */
  readonly #unanswered = new Set<string>();
  readonly #changed = new EventEmitter<string>();
  /** Videos are shown one after the other, so that they can be counted. */
  #showing: Promise<void> = Promise.resolve();
  readonly #subscriptions = new DisposableStore();

  constructor(videos: Videos, memory: Memento) {
    const { endpoints } = videos;
    this.#videos = videos;
    this.#memory = memory;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(endpoints.onDidRecognizeVideo(recognized => this.#recognized(recognized)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        // No peers are left whose video could be shown.
        for (const { id, state, counters } of changed) if (state !== 'open' || counters.peers === 0) this.#forget(id);
      }),
    );
    this.#subscriptions.add(
      videos.onDidChange(changed => {
        for (const { endpoint, direction, peers } of changed)
          if (direction === 'in') this.#withdraw(endpoint, peers[0]?.id);
      }),
    );
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        for (const id of [...this.#open.keys()]) if (!endpoints.has(id)) this.#forget(id);
        for (const id of [...this.#answers.keys()]) if (!endpoints.has(id)) this.#answers.delete(id);
        for (const ids of [this.#asked, this.#unanswered])
          for (const id of [...ids]) if (!endpoints.has(id)) ids.delete(id);
      }),
    );
  }

  /** Fires when the offers of this endpoint have changed. */
  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  /** Returns the addresses of the peers whose video is offered. */
  of(endpoint: string): string[] {
    return (this.#open.get(endpoint) ?? []).map(({ address }) => address);
  }

  /** Withdraws the offer of a video that is now shown, regardless of who requested it. */
  #withdraw(endpoint: string, shown: string | undefined): void {
    const offers = this.#open.get(endpoint) ?? [];
    const others = offers.filter(({ peer }) => peer !== shown);
    if (others.length === offers.length) return;
    this.#open.set(endpoint, others);
    this.#changed.fire(endpoint);
  }

  /**
   * Applies an answer to all peers of the endpoint, including those that connect later in this window; `always` also
   * applies to later windows.
   */
  async answer(endpoint: string, answer: VideoAnswer): Promise<void> {
    const offers = this.#open.get(endpoint) ?? [];
    this.#answers.set(endpoint, answer);
    this.#forget(endpoint);
    for (const offer of answer === 'later' ? [] : offers.slice(maxShown)) this.#offer(offer);
    if (answer === 'always') {
      const key = endpointKey(this.#videos.endpoints.find(endpoint).config);
      await this.#memory.update(memoryKey, [...new Set([...this.#always, key])]);
    }
    if (answer === 'later') return;
    const shown = offers.slice(0, maxShown).map(({ peer, wire }) => this.#videos.show(endpoint, peer, wire));
    const [first, ...others] = await Promise.allSettled(shown);
    // If there are several, some may be gone by now.
    if (first?.status === 'rejected' && others.length === 0) throw first.reason;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /**
   * Asks in a notification, once per endpoint, unless the panel is visible, since it asks, too. The notification is
   * hidden when the panel is shown.
   */
  watch(panels: VisiblePanels): Disposable {
    const store = new DisposableStore();
    store.add(
      this.onDidChange(endpoint => {
        const [address] = this.of(endpoint);
        if (address === undefined || this.#asked.has(endpoint) || panels.isVisible(endpoint)) return;
        this.#asked.add(endpoint);
        this.#unanswered.add(endpoint);
        unawaited(this.#ask(endpoint, address));
      }),
    );
    store.add(
      panels.onDidChangeVisible(endpoint => {
        if (panels.isVisible(endpoint) && this.#unanswered.delete(endpoint)) unawaited(hideNotices());
      }),
    );
    return store;
  }

  #recognized(video: RecognizedVideo): void {
    const { endpoints } = this.#videos;
    if (!endpoints.has(video.endpoint)) return;
    const { config } = endpoints.find(video.endpoint);
    const answer = this.#always.includes(endpointKey(config)) ? 'always' : this.#answers.get(video.endpoint);
    if (answer === undefined) this.#offer(video);
    else if (answer !== 'later') this.#showing = this.#showing.then(() => this.#show(video));
  }

  /** Shows a video because of an earlier answer. */
  async #show(video: RecognizedVideo): Promise<void> {
    const { endpoint, peer, wire } = video;
    const shown = this.#videos.known.filter(one => one.endpoint === endpoint && one.direction === 'in');
    if (shown.filter(one => !hasVideoEnded(one)).length >= maxShown) this.#offer(video);
    else await this.#videos.show(endpoint, peer, wire).catch(() => undefined /* the peer or its engine is gone */);
  }

  #offer(offer: RecognizedVideo): void {
    const offers = this.#open.get(offer.endpoint) ?? [];
    if (offers.length >= maxOffers) return;
    this.#open.set(offer.endpoint, [...offers, offer]);
    this.#changed.fire(offer.endpoint);
  }

  #forget(endpoint: string): void {
    if (this.#open.delete(endpoint)) this.#changed.fire(endpoint);
  }

  async #ask(endpoint: string, address: string): Promise<void> {
    const labels = [l10n.t('Show Video'), l10n.t('Not Now'), l10n.t('Always Show for This Endpoint')] as const;
    const answers: readonly VideoAnswer[] = ['show', 'later', 'always'];
    const text = l10n.t('{0} is sending video.', address);
    const label = await informationNotice(text, ...labels);
    this.#unanswered.delete(endpoint);
    const chosen = answers[labels.indexOf(label ?? '')];
    // The question may have been answered in the panel.
    if (!chosen || this.of(endpoint).length === 0) return;
    await this.answer(endpoint, chosen).catch(error => void errorNotice(translatedSentence(errorSentence(error))));
  }

  get #always(): readonly string[] {
    return storedTexts(this.#memory, memoryKey);
  }
}
