/**
 * Saved endpoints that are edited by the form: such a one is listed as an endpoint, closed, as long as its panel is open, and what is
 * applied to it is saved.
 */
import { type Disposable, l10n, type Memento } from 'vscode';
import { changeEffect } from '../core/configChange.ts';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import { unawaited } from './diagnostics/unawaited.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints.ts';
import { statusMessage } from './notices.ts';
import type { Panels } from './panel/panels.ts';
import { merged, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { hasSavedFormMark, savedFormMark } from './savedFormMark.ts';
import { scopeLabel } from './savedScopes.ts';
import { showError } from './showError.ts';

/** Ids of the endpoints that stand for saved ones, for the next window. */
const memoryKey = 'portside.savedForms';

type Usable = SavedEndpoint & { readonly config: EndpointConfig };
type PanelForms = Pick<Panels, 'edit' | 'isOpen' | 'onDidChangeVisible'>;

interface Edited {
  saved: Usable;
  /** As it is saved, or is being saved. */
  json: string;
  saving: Promise<void>;
}

export class SavedForms implements Disposable {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedEndpoints;
  readonly #panels: PanelForms;
  readonly #memory: Memento;
  readonly #subscriptions = new DisposableStore();
  /** By the endpoint's id. One that was removed stays: it may be brought back. */
  readonly #edited = new Map<string, Edited>();
  /** Those of an earlier window that have not been restored yet. */
  readonly #expected: Set<string>;
  /** Those that were looked at in this window. */
  readonly #seen = new Set<string>();

  constructor(endpoints: Endpoints, saved: SavedEndpoints, panels: PanelForms, memory: Memento) {
    this.#endpoints = endpoints;
    this.#saved = saved;
    this.#panels = panels;
    this.#memory = memory;
    this.#expected = new Set(memory.get<string[]>(memoryKey, []));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const one of changed) {
          if (this.#isExpected(one.id)) this.#resume(one).catch(showError);
          this.#changed(one);
        }
      }),
    );
    this.#subscriptions.add(panels.onDidChangeVisible(id => this.#closed(id)));
  }

  /** Shows the form of a saved endpoint. */
  async edit(saved: Usable): Promise<void> {
    const json = JSON.stringify(saved.config);
    const known = [...this.#edited].find(
      ([id, one]) => one.json === json && one.saved.index === saved.index && this.#endpoints.has(id),
    );
    const id = known?.[0] ?? (await this.#endpoints.add(saved.config));
    if (!known) this.#begin(id, saved);
    this.#panels.edit(id);
  }

  /** The endpoint is there only to be edited. */
  isEditing(id: string): boolean {
    return this.#edited.has(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #begin(id: string, saved: Usable): void {
    this.#seen.add(id);
    this.#endpoints.keepPanel(id, savedFormMark);
    this.#edit(id, saved);
  }

  /** It stood for a saved one in an earlier window, as VS Code's storage or the endpoint itself tells. */
  #isExpected(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    return this.#expected.delete(id) || hasSavedFormMark(this.#endpoints.panelState(id));
  }

  #edit(id: string, saved: Usable): void {
    this.#edited.set(id, { saved, json: JSON.stringify(saved.config), saving: Promise.resolve() });
    this.#remember();
  }

  #forget(id: string): void {
    this.#edited.delete(id);
    this.#remember();
  }

  #remember(): void {
    unawaited(this.#memory.update(memoryKey, [...this.#edited.keys()]));
  }

  /** Goes on with the form of an earlier window, unless its endpoint was started or the saved one has changed. */
  async #resume({ id, config, state, entries }: EndpointSnapshot): Promise<void> {
    if (state !== 'closed' || entries > 0) return;
    const isMeant = (one: SavedEndpoint): one is Usable =>
      'config' in one && changeEffect(config, one.config) === 'none';
    const saved = (await this.#saved.all()).find(isMeant);
    if (saved && this.#endpoints.has(id)) this.#edit(id, saved);
  }

  /** Once it was started, changes are the running endpoint's. */
  #changed({ id, config, state }: EndpointSnapshot): void {
    const edited = this.#edited.get(id);
    if (!edited) return;
    const json = JSON.stringify(config);
    if (json !== edited.json) {
      edited.json = json;
      edited.saving = edited.saving.then(() => this.#save(edited, config)).catch(showError);
    }
    if (state !== 'closed') this.#forget(id);
  }

  async #save(edited: Edited, config: EndpointConfig): Promise<void> {
    const { scope, label } = edited.saved;
    const value = merged(edited.saved.value, config);
    await this.#saved.replace(edited.saved, value);
    edited.saved = { ...edited.saved, value, config, label: config.name ?? config.address };
    statusMessage(l10n.t('Saved “{0}” in the {1}.', config.name ?? label, scopeLabel(scope)));
  }

  /** Its panel may have been closed: then it is in the list of what is saved again. */
  #closed(id: string): void {
    if (!this.#edited.has(id) || this.#panels.isOpen(id) || !this.#endpoints.has(id)) return;
    this.#forget(id);
    unawaited(this.#endpoints.remove(id));
  }
}
