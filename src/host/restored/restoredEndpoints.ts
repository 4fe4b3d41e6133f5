/**
 * After a reload, a crash or an update: lists the endpoints that the workspace had, with their transcripts, and offers
 * to reopen those that were open.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigurationTarget, type Disposable, EventEmitter, l10n, type Memento, workspace } from 'vscode';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { PreviousEndpoints } from '../../core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { listens } from '../../core/kinds.ts';
import type { Log } from '../diagnostics/log.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { AutomaticStarts } from '../saved/automaticStarts.ts';
import { listInSentence } from '../shown/listInSentence.ts';
import { informationNotice, warningNotice } from '../shown/notices.ts';
import { visiblePanelTitles } from '../shown/panelTabs.ts';
import { panelTitles } from '../shown/panelTitles.ts';
import { type RemovedBefore, removedBefore } from '../undo/removedBefore.ts';
import { OfferedBefore } from './offeredBefore.ts';

const setting = 'reopenEndpoints';
/** A reloaded window may still be closing when the next one starts; in a browser, it closes seconds later. */
const patienceMs = 60_000;
const lookEveryMs = 500;
/** Number of items, names or a number of others, that fit in a notification. */
const listedAtMost = 4;

export class RestoredEndpoints implements Disposable {
  /** Resolves when everything is listed and no window of the workspace is still closing. */
  readonly ready: Promise<void>;
  readonly #endpoints: Endpoints;
  readonly #log: Log;
  readonly #hasAutoStart: (config: EndpointConfig) => boolean;
  readonly #removed = new EventEmitter<readonly RemovedBefore[]>();
  /** Fires with endpoints that were removed and can still be restored. */
  readonly onRemoved = this.#removed.event;
  readonly #automatic: Pick<AutomaticStarts, 'needs'>;
  readonly #wereOpen = new Set<string>();
  readonly #offeredBefore: OfferedBefore;
  /** Ids of refused endpoints that were reported already. */
  readonly #refused = new Set<string>();
  readonly #subscriptions = new DisposableStore();
  readonly #ending = new AbortController();

  /**
   * Endpoints for which `hasAutoStart` is true start automatically once everything is listed, so they aren't offered.
   */
  constructor(
    endpoints: Endpoints,
    log: Log,
    hasAutoStart: (config: EndpointConfig) => boolean,
    automatic: Pick<AutomaticStarts, 'needs'>,
    memory: Memento,
  ) {
    this.#endpoints = endpoints;
    this.#automatic = automatic;
    this.#hasAutoStart = hasAutoStart;
    this.#log = log;
    this.#offeredBefore = new OfferedBefore(memory);
    this.ready = this.#restore().catch(error => {
      if (!this.#ending.signal.aborted) log.error('endpointsNotRestored', {}, { error });
    });
  }

  /** Whether the endpoint was open when an earlier window closed, and hasn't been started since. */
  wasOpen(id: string): boolean {
    return this.#wereOpen.has(id);
  }

  /** Resolves when the endpoint is listed, or when no more endpoints will be. */
  async whenListed(id: string): Promise<void> {
    const subscriptions = new DisposableStore();
    const listed = new Promise<void>(resolve => {
      const look = () => (this.#endpoints.has(id) ? resolve() : undefined);
      subscriptions.add(this.#endpoints.onDidChangeList(look));
      look();
    });
    await Promise.race([listed, this.ready]);
    subscriptions.dispose();
  }

  dispose(): void {
    this.#ending.abort();
    this.#removed.dispose();
    this.#subscriptions.dispose();
  }

  async #restore(): Promise<void> {
    this.#subscriptions.add(
      this.#endpoints.onDidChange(changed => {
        for (const { id, state } of changed) if (state !== 'closed') this.#started(id);
      }),
    );
    for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += lookEveryMs) {
      const idsOfOpen = (found: PreviousEndpoints['endpoints']) =>
        found.filter(({ wasOpen }) => wasOpen).map(({ id }) => id);
      // A panel opens while transcripts are still being restored, and must already show that the endpoint was open.
      const { endpoints, held, refused } = await this.#endpoints.restore(
        config => this.#parse(config),
        (found, gone) => {
          for (const id of idsOfOpen([...found, ...gone])) this.#wereOpen.add(id);
          if (gone.length > 0) unawaited(this.#reportRemoved({ endpoints: found, removed: gone }));
        },
      );
      this.#reportRefused(refused);
      const wereOpen = idsOfOpen(endpoints);
      const offered = wereOpen.filter(
        id => !this.#offeredBefore.has(id) && !this.#hasAutoStart(this.#endpoints.find(id).config),
      );
      this.#offeredBefore.add(this.#wereOpen);
      if (offered.length > 0) unawaited(this.#offer(offered));
      if (held === 0) {
        this.#offeredBefore.retain(this.#wereOpen);
        return;
      }
      await wait(lookEveryMs, undefined, { signal: this.#ending.signal });
    }
  }

  #started(id: string): void {
    this.#wereOpen.delete(id);
    this.#offeredBefore.delete(id);
  }

  async #reportRemoved(previous: Pick<PreviousEndpoints, 'endpoints' | 'removed'>): Promise<void> {
    this.#removed.fire(await removedBefore(previous, config => this.#parse(config)));
  }

  /** Returns undefined for a config that this version can't use: it stays on disk for the version that wrote it. */
  async #parse(value: unknown): Promise<EndpointConfig | undefined> {
    try {
      return (await parseEndpointConfig(value)).config;
    } catch (error) {
      this.#log.warn('endpointSkipped', {}, { error });
      return undefined;
    }
  }

  /** Reports, once each, the endpoints that are left unchanged on disk. */
  #reportRefused(refused: PreviousEndpoints['refused']): void {
    const others = refused.filter(({ id }) => !this.#refused.has(id));
    if (others.length === 0) return;
    for (const { id } of others) this.#refused.add(id);
    this.#log.warn('transcriptsOfOtherFormat', { endpoints: others.length });
    const [first = '', ...more] = others.map(({ label }) => label);
    const sentence =
      more.length === 0
        ? l10n.t(
            '{0} can’t be restored: another version of Portside recorded its transcript. It was left unchanged on disk.',
            first,
          )
        : l10n.t(
            '{0} and {1} more can’t be restored: another version of Portside recorded their transcripts. They were left unchanged on disk.',
            first,
            more.length,
          );
    unawaited(Promise.resolve(warningNotice(sentence)));
  }

  async #offer(ids: readonly string[]): Promise<void> {
    const wanted = workspace.getConfiguration('portside').get<string>(setting, 'ask');
    if (wanted === 'never') return;
    const left = wanted === 'always' && workspace.isTrusted ? await this.#reopenByItself(ids) : ids;
    if (!this.#areAskedAbout(left)) await this.#ask(left);
  }

  /** Reopens endpoints automatically. Returns those that need the user's consent. */
  async #reopenByItself(ids: readonly string[]): Promise<string[]> {
    const left = new Set<string>();
    for (const id of ids) {
      const isThere = this.#endpoints.has(id);
      if (isThere && (await this.#automatic.needs(this.#endpoints.find(id).config)).length > 0) left.add(id);
    }
    await this.#reopen(ids.filter(id => !left.has(id)));
    return [...left].filter(id => this.#wereOpen.has(id) && this.#endpoints.has(id));
  }

  /**
   * Whether the visible panel of each endpoint asks about it. If one has none, the notification names all of them, since
   * it would otherwise read as if the others hadn't been open.
   */
  #areAskedAbout(ids: readonly string[]): boolean {
    const visible = new Set<string | undefined>(visiblePanelTitles());
    const titles = panelTitles(this.#endpoints.all);
    return ids.every(id => visible.has(titles.get(id)));
  }

  async #ask(ids: readonly string[]): Promise<void> {
    const [again, always] = [l10n.t('Reopen'), l10n.t('Always')];
    const chosen = await informationNotice(this.#question(ids), again, always, l10n.t('Not Now'));
    if (chosen === always)
      await workspace.getConfiguration('portside').update(setting, 'always', ConfigurationTarget.Global);
    if (chosen === again || chosen === always) await this.#reopen(ids);
  }

  #question(ids: readonly string[]): string {
    const names = ids.map(id => labelInSentence(this.#endpoints.find(id)));
    const [first = ''] = names;
    if (names.length === 1) return l10n.t('{0} was open in your last session. Its transcript was restored.', first);
    const named = names.length > listedAtMost ? names.slice(0, listedAtMost - 1) : names;
    const more = names.length - named.length;
    const shown = more > 0 ? [...named, l10n.t('{0} more', more)] : named;
    return l10n.t('{0} were open in your last session. Their transcripts were restored.', listInSentence(shown));
  }

  /** Reopens those that haven't been started or removed in the meantime; errors are shown with the endpoint. */
  async #reopen(ids: readonly string[]): Promise<void> {
    const waiting = ids.filter(id => this.#wereOpen.has(id) && this.#endpoints.has(id));
    const isListening = (id: string) => listens(this.#endpoints.find(id).config);
    // Servers come first, so that clients find them, as with the pair of *Try It*.
    await this.#openAll(waiting.filter(isListening));
    await this.#openAll(waiting.filter(id => this.#endpoints.has(id) && !isListening(id)));
  }

  async #openAll(ids: readonly string[]): Promise<void> {
    const opening = ids.map(id =>
      this.#endpoints.ensureOpen(id).catch(error => this.#log.warn('endpointNotReopened', {}, { error })),
    );
    await Promise.all(opening);
  }
}
