/** What looks like video and is not shown yet: the user is asked, once an endpoint. */
import { type Disposable, type Event, EventEmitter, l10n, type Memento, window } from 'vscode';
import type { RecognisedVideo } from '../../core/video/video.ts';
import type { VideoAnswer } from '../../protocol/panelCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Panels } from '../panel/panels.ts';
import { errorSentence } from '../sentences.ts';
import { noticeText } from '../transfers/noticeText.ts';
import { endpointKey } from './endpointKey.ts';
import type { Videos } from './videos.ts';

const memoryKey = 'portside.video.alwaysShow';

interface Offer extends RecognisedVideo {
  readonly address: string;
}

export class VideoOffers implements Disposable {
  readonly #videos: Videos;
  readonly #memory: Memento;
  readonly #open = new Map<string, Offer[]>();
  /** What was said of an endpoint in this window. */
  readonly #answers = new Map<string, VideoAnswer>();
  readonly #changed = new EventEmitter<string>();
  readonly #subscriptions = new DisposableStore();

  constructor(videos: Videos, memory: Memento) {
    const { endpoints } = videos;
    this.#videos = videos;
    this.#memory = memory;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(endpoints.onDidRecogniseVideo(recognised => void this.#recognised(recognised)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        // Nobody is there any more whose video could be shown.
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
      }),
    );
  }

  /** The offers of this endpoint changed. */
  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  /** Addresses of the peers whose video is offered. */
  of(endpoint: string): string[] {
    return (this.#open.get(endpoint) ?? []).map(({ address }) => address);
  }

  /** What is shown already is not offered any more, whoever wanted to see it. */
  #withdraw(endpoint: string, shown: string | undefined): void {
    const offers = this.#open.get(endpoint) ?? [];
    const others = offers.filter(({ peer }) => peer !== shown);
    if (others.length === offers.length) return;
    this.#open.set(endpoint, others);
    this.#changed.fire(endpoint);
  }

  /** For all peers of the endpoint, those that come later in this window included; `always` also in later ones. */
  async answer(endpoint: string, answer: VideoAnswer): Promise<void> {
    const offers = this.#open.get(endpoint) ?? [];
    this.#answers.set(endpoint, answer);
    this.#forget(endpoint);
    if (answer === 'always') {
      const key = endpointKey(this.#videos.endpoints.find(endpoint).config);
      await this.#memory.update(memoryKey, [...new Set([...this.#always, key])]);
    }
    if (answer !== 'later') for (const { peer, wire } of offers) await this.#videos.show(endpoint, peer, wire);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Asks by a notification where the panel, which asks too, is not in sight. */
  watch(panels: Panels): Disposable {
    return this.onDidChange(endpoint => {
      const [address] = this.of(endpoint);
      if (address !== undefined && !panels.isVisible(endpoint)) void this.#ask(endpoint, address);
    });
  }

  async #recognised({ endpoint, peer, wire }: RecognisedVideo): Promise<void> {
    const { endpoints } = this.#videos;
    if (!endpoints.has(endpoint)) return;
    const answer = this.#always.includes(endpointKey(endpoints.find(endpoint).config))
      ? 'always'
      : this.#answers.get(endpoint);
    if (answer === 'later') return;
    try {
      if (answer) await this.#videos.show(endpoint, peer, wire);
      else {
        const known = await endpoints.peers(endpoint, 0, 20_000);
        const address = known.find(({ id }) => id === peer)?.address;
        if (address !== undefined) this.#offer({ endpoint, peer, wire, address });
      }
    } catch {
      // The peer or its engine has gone: there is nothing to show.
    }
  }

  #offer(offer: Offer): void {
    this.#open.set(offer.endpoint, [...(this.#open.get(offer.endpoint) ?? []), offer]);
    this.#changed.fire(offer.endpoint);
  }

  #forget(endpoint: string): void {
    if (this.#open.delete(endpoint)) this.#changed.fire(endpoint);
  }

  async #ask(endpoint: string, address: string): Promise<void> {
    const answers = new Map<string, VideoAnswer>([
      [l10n.t('Show Video'), 'show'],
      [l10n.t('Not Now'), 'later'],
      [l10n.t('Always Show for This Endpoint'), 'always'],
    ]);
    const text = noticeText(l10n.t('{0} sends video.', address));
    const chosen = answers.get((await window.showInformationMessage(text, ...answers.keys())) ?? '');
    // It may have been answered in the panel meanwhile.
    if (!chosen || this.of(endpoint).length === 0) return;
    await this.answer(endpoint, chosen).catch(error => void window.showErrorMessage(errorSentence(error)));
  }

  get #always(): readonly string[] {
    return this.#memory.get<string[]>(memoryKey, []);
  }
}
