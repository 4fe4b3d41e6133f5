/**
 * Saved endpoints being edited in the form. If an entry isn't listed as an endpoint, a closed one is listed for as long
 * as its panel is open, and changes applied to it are saved. Changes to other endpoints are saved if the user asks for
 * it.
 */
import { type Disposable, type Event, EventEmitter, l10n, type Memento } from 'vscode';
import { hasSavedFormMark, savedFormMark } from '../../client/page/savedFormMark.ts';
import { unawaited } from '../../client/unawaited.ts';
import { changeEffect } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { PanelSaved } from '../../protocol/panelCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { statusMessage } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { pageText } from '../shown/shownText.ts';
import { storedTexts } from '../stored.ts';
import { byUser } from './agreedChange.ts';
import { listedAs, merged, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { scopeLabel } from './savedScopes.ts';

/** Key of the ids of endpoints that represent saved ones, for the next window. */
const memoryKey = 'portside.savedForms';

type Usable = SavedEndpoint & { readonly config: EndpointConfig };

/** The panels in which forms are shown. */
interface PanelForms {
  readonly onDidChangeVisible: Event<string>;
  edit(id: string): void;
  isOpen(id: string): boolean;
}

interface Edited {
  saved: Usable;
  /** JSON of the config as saved. */
  json: string;
  /** JSON of the config that the endpoint last had. */
  seen: string;
  saving: Promise<void>;
}

export class SavedForms implements Disposable {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedEndpoints;
  readonly #changedPlaces = new EventEmitter<void>();
  #panels: PanelForms | undefined;
  readonly #memory: Memento;
  readonly #subscriptions = new DisposableStore();
  /** Edited entries by the endpoint's id. Those of removed endpoints stay: they may be restored. */
  readonly #edited = new Map<string, Edited>();
  /** Ids from an earlier window whose endpoints haven't been restored yet. */
  readonly #expected: Set<string>;
  /** Ids of endpoints that were checked in this window. */
  readonly #seen = new Set<string>();

  constructor(endpoints: Endpoints, saved: SavedEndpoints, memory: Memento) {
    this.#endpoints = endpoints;
    this.#saved = saved;
    this.#memory = memory;
    this.#expected = new Set(storedTexts(memory, memoryKey));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const one of changed) {
          if (this.#isExpected(one.id)) this.#resume(one).catch(showError);
          this.#changed(one);
        }
      }),
    );
    this.#subscriptions.add(this.#changedPlaces);
    this.#subscriptions.add(saved.onDidChange(() => this.#changedPlaces.fire()));
  }

  /** Shows forms in these panels. An endpoint listed only for editing leaves the list when its panel is closed. */
  showIn(panels: PanelForms): void {
    this.#panels = panels;
    this.#subscriptions.add(panels.onDidChangeVisible(id => this.#closed(id, panels)));
  }

  /** Fires when an endpoint may be saved elsewhere than before, or no longer. */
  get onDidChangePlaces(): Event<void> {
    return this.#changedPlaces.event;
  }

  /** Returns where an endpoint is saved; undefined if it isn't. */
  async placeOf(id: string): Promise<PanelSaved | undefined> {
    const edited = this.#edited.get(id);
    // Reading the saved endpoints loads their schema.
    if (!edited && !this.#saved.any) return undefined;
    const entry = edited?.saved ?? (await this.#entryOf(id));
    return entry && { place: pageText(scopeLabel(entry.scope)), isOnlyEdited: edited !== undefined };
  }

  /**
   * Returns a function that saves a config of this endpoint in its current entry, which wouldn't match under another
   * name.
   * @throws RangeError if it has no entry.
   */
  async saverOf(id: string): Promise<(config: EndpointConfig) => Promise<void>> {
    const edited = this.#edited.get(id);
    if (edited) return config => this.#save(edited, config);
    const entry = await this.#entryOf(id);
    if (!entry) throw new RangeError(l10n.t('The saved endpoint was removed in the meantime.'));
    return async config => void (await this.#write(entry, config));
  }

  /** Shows the form of a saved endpoint. */
  async edit(saved: Usable): Promise<void> {
    const json = JSON.stringify(saved.config);
    const known = [...this.#edited].find(
      ([id, one]) => one.json === json && one.saved.index === saved.index && this.#endpoints.has(id),
    );
    const id = known?.[0] ?? (await this.#endpoints.add(saved.config));
    if (!known) this.#begin(id, saved);
    this.#panels?.edit(id);
  }

  /** Whether the endpoint is listed only for editing. */
  isEditing(id: string): boolean {
    return this.#edited.has(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #begin(id: string, saved: Usable): void {
    this.#seen.add(id);
    unawaited(this.#endpoints.keepPanel(id, savedFormMark));
    this.#edit(id, saved);
  }

  /**
   * Whether the endpoint represented a saved one in an earlier window, according to VS Code's storage or the endpoint.
   */
  #isExpected(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    return this.#expected.delete(id) || hasSavedFormMark(this.#endpoints.panelState(id));
  }

  #edit(id: string, saved: Usable): void {
    const json = JSON.stringify(saved.config);
    this.#edited.set(id, { saved, json, seen: json, saving: Promise.resolve() });
    this.#remember();
    this.#changedPlaces.fire();
  }

  #forget(id: string): void {
    this.#edited.delete(id);
    this.#remember();
    this.#changedPlaces.fire();
  }

  #remember(): void {
    unawaited(this.#memory.update(memoryKey, [...this.#edited.keys()]));
  }

  /** Continues the form of an earlier window, unless its endpoint was started or the saved one has changed. */
  async #resume({ id, config, state, entries }: EndpointSnapshot): Promise<void> {
    if (state !== 'closed' || entries > 0) return;
    const isUnchanged = (one: SavedEndpoint): one is Usable =>
      'config' in one && changeEffect(config, one.config) === 'none';
    const saved = (await this.#saved.all()).find(isUnchanged);
    if (saved && this.#endpoints.has(id)) this.#edit(id, saved);
  }

  /** Saves changes to an edited endpoint. Once it has been started, changes concern only the running endpoint. */
  #changed({ id, config, state }: EndpointSnapshot): void {
    const edited = this.#edited.get(id);
    if (!edited) return;
    const json = JSON.stringify(config);
    if (json !== edited.seen) this.#save(edited, config).catch(showError);
    if (state !== 'closed') this.#forget(id);
  }

  /** Saves a config once the save in progress has finished. */
  #save(edited: Edited, config: EndpointConfig): Promise<void> {
    const json = JSON.stringify(config);
    edited.seen = json;
    const next = async () => {
      edited.saved = await this.#write(edited.saved, config);
      edited.json = json;
    };
    edited.saving = edited.saving.then(next, next);
    return edited.saving;
  }

  /** Saves a config, and returns the resulting entry. @throws RangeError if the entry no longer exists. */
  async #write(saved: Usable, config: EndpointConfig): Promise<Usable> {
    const label = config.name ?? config.address;
    const value = merged(saved.value, config);
    await this.#saved.replace(saved, value, byUser);
    statusMessage(l10n.t('Saved “{0}” in the {1}.', label, scopeLabel(saved.scope)));
    return { ...saved, value, config, label };
  }

  /** Returns the valid entry that matches a listed endpoint. */
  async #entryOf(id: string): Promise<Usable | undefined> {
    const pairs = listedAs(await this.#saved.all(), this.#endpoints.all);
    const [entry] = [...pairs].find(([, listed]) => listed.id === id) ?? [];
    return entry && 'config' in entry ? entry : undefined;
  }

  /** Unlists an edited endpoint if its panel was closed: then it is among the saved endpoints again. */
  #closed(id: string, panels: PanelForms): void {
    if (!this.#edited.has(id) || panels.isOpen(id) || !this.#endpoints.has(id)) return;
    this.#forget(id);
    unawaited(this.#endpoints.remove(id));
  }
}
