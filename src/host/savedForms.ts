/**
 * Saved endpoints that are edited by the form: such a one is listed as an endpoint, closed, as long as its panel is open, and what is
 * applied to it is saved.
 */
import { type Disposable, l10n } from 'vscode';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import { unawaited } from './diagnostics/unawaited.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints.ts';
import { statusMessage } from './notices.ts';
import type { Panels } from './panel/panels.ts';
import { merged, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { scopeLabel } from './savedScopes.ts';
import { showError } from './showError.ts';

type Usable = SavedEndpoint & { readonly config: EndpointConfig };

interface Edited {
  saved: Usable;
  /** As it is saved, or is being saved. */
  json: string;
  saving: Promise<void>;
}

export class SavedForms implements Disposable {
  readonly #endpoints: Endpoints;
  readonly #saved: SavedEndpoints;
  readonly #panels: Pick<Panels, 'edit' | 'isOpen' | 'onDidChangeVisible'>;
  readonly #subscriptions = new DisposableStore();
  /** By the endpoint's id. */
  readonly #edited = new Map<string, Edited>();

  constructor(
    endpoints: Endpoints,
    saved: SavedEndpoints,
    panels: Pick<Panels, 'edit' | 'isOpen' | 'onDidChangeVisible'>,
  ) {
    this.#endpoints = endpoints;
    this.#saved = saved;
    this.#panels = panels;
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const one of changed) this.#changed(one);
      }),
    );
    this.#subscriptions.add(panels.onDidChangeVisible(id => this.#closed(id)));
  }

  /** Shows the form of a saved endpoint. */
  async edit(saved: Usable): Promise<void> {
    const json = JSON.stringify(saved.config);
    const known = [...this.#edited].find(([, one]) => one.json === json && one.saved.index === saved.index);
    const id = known?.[0] ?? (await this.#endpoints.add(saved.config));
    if (!known) this.#edited.set(id, { saved, json, saving: Promise.resolve() });
    this.#panels.edit(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
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
    if (state !== 'closed') this.#edited.delete(id);
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
    if (!this.#edited.has(id) || this.#panels.isOpen(id)) return;
    this.#edited.delete(id);
    if (this.#endpoints.has(id)) unawaited(this.#endpoints.remove(id));
  }
}
