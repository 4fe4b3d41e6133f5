/** Configs and texts that were saved in JSON documents, until they are applied: asks first if necessary. */
import { l10n } from 'vscode';
import type { ParsedConfig } from '../../client/configSchema.ts';
import { isConfirmed } from '../../client/dismissed.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Applied, Endpoints } from '../endpoints/endpoints.ts';
import type { Granted } from '../permissions/checks.ts';
import type { ClientPlaces } from '../permissions/clientPlaces.ts';
import { informationNotice, statusMessage, warningNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { configJson } from './configJson.ts';

export class JsonDrafts {
  readonly #endpoints: Endpoints;
  readonly #permissions: Granted;
  /** The latest draft of each endpoint. */
  readonly #drafts = new Map<string, ParsedConfig>();
  /** The text that VS Code saved last of each document, while its endpoint has another config. */
  readonly #saved = new Map<string, Uint8Array>();
  /** Endpoints about which it was said that VS Code saved their text by itself. */
  readonly #offered = new Set<string>();
  /** Endpoints whose documents got a draft from their page, with their known places once a question needed them. */
  readonly #pagePlaces = new Map<string, ClientPlaces | undefined>();

  constructor(endpoints: Endpoints, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#permissions = permissions;
  }

  /** Returns the text that VS Code saved last. Undefined if it has the endpoint's config. */
  savedText(id: string): Uint8Array | undefined {
    return this.#saved.get(id);
  }

  /** Called when VS Code gets the endpoint's config again. The draft can still be applied. */
  forgetText(id: string): void {
    this.#saved.delete(id);
    this.#offered.delete(id);
  }

  /**
   * Called when a page writes into the document, which may be saved automatically: until a draft is applied, each needs
   * the same answers as a config that the page applies.
   */
  comeFromPage(id: string): void {
    if (!this.#pagePlaces.has(id)) this.#pagePlaces.set(id, undefined);
  }

  /** Forgets the endpoints that `isGone` accepts. */
  prune(isGone: (id: string) => boolean): void {
    for (const kept of [this.#drafts, this.#saved, this.#offered, this.#pagePlaces])
      for (const id of kept.keys()) if (isGone(id)) kept.delete(id);
  }

  /**
   * Applies a config if the user agrees, or offers to apply it later, unless another one replaces it in the meantime.
   * Resolves with true once it was applied, even if the endpoint couldn't start with it.
   */
  async apply(id: string, draft: ParsedConfig, text: Uint8Array): Promise<boolean> {
    this.#drafts.set(id, draft);
    this.#saved.set(id, text);
    this.#offered.delete(id);
    return this.#applyIfConfirmed(id, draft);
  }

  /**
   * Keeps a text that VS Code saved by itself, perhaps in the middle of a word, and says once that it wasn't applied.
   * Resolves with the latest text if the user asks to apply it.
   */
  async keep(id: string, text: Uint8Array): Promise<Uint8Array | undefined> {
    const endpoint = this.#endpoints.find(id);
    if (new TextDecoder().decode(text) === configJson(endpoint.config)) {
      this.forgetText(id);
      return undefined;
    }
    this.#saved.set(id, text);
    if (this.#offered.has(id)) return undefined;
    this.#offered.add(id);
    const apply = l10n.t('Apply');
    const label = labelInSentence(endpoint);
    const sentence = l10n.t(
      'VS Code saved the JSON of “{0}” automatically. Save it yourself to apply the changes.',
      label,
    );
    const choice = await informationNotice(sentence, apply);
    return choice === apply && this.#offered.has(id) ? this.#saved.get(id) : undefined;
  }

  async #applyIfConfirmed(id: string, draft: ParsedConfig): Promise<boolean> {
    const isAgreed = await this.#confirm(id, draft.config);
    if (this.#drafts.get(id) !== draft) return false;
    if (isAgreed) {
      await this.#apply(id, draft);
      return true;
    }
    const apply = l10n.t('Apply');
    const label = labelInSentence(this.#endpoints.find(id));
    const choice = await informationNotice(l10n.t('The changes to “{0}” were not applied.', label), apply);
    return choice === apply && this.#drafts.get(id) === draft && (await this.#applyIfConfirmed(id, draft));
  }

  /**
   * Asks before clients are disconnected, and before the endpoint reaches further than now: others than the user can
   * write to a file, too. Returns false if the user declines.
   */
  async #confirm(id: string, wanted: EndpointConfig): Promise<boolean> {
    // Loaded only now, as most windows never need them.
    const { confirmApplying } = await import('./confirmApplying.ts');
    const { peerSearch, reachQuestions } = await import('./reachQuestions.ts');
    const places = await this.#placesOf(id);
    await this.#endpoints.now();
    if (!this.#endpoints.has(id)) return false;
    const endpoint = this.#endpoints.find(id);
    const page = places && { places, peers: peerSearch(id, this.#endpoints) };
    const questions = await reachQuestions(this.#permissions, endpoint, wanted, page);
    return isConfirmed(confirmApplying({ endpoint, wanted, ...questions }));
  }

  /** Undefined if no page wrote the draft. */
  async #placesOf(id: string): Promise<ClientPlaces | undefined> {
    if (!this.#pagePlaces.has(id)) return undefined;
    const { ClientPlaces } = await import('../permissions/clientPlaces.ts');
    const places = this.#pagePlaces.get(id) ?? new ClientPlaces();
    this.#pagePlaces.set(id, places);
    return places;
  }

  /** Errors on starting are shown with the endpoint, which has the new config nevertheless. */
  async #apply(id: string, draft: ParsedConfig): Promise<void> {
    const { config, unknownKeys } = draft;
    if (unknownKeys.length > 0)
      unawaited(warningNotice(l10n.t('Unknown keys, kept unchanged: {0}', unknownKeys.join(', '))));
    try {
      const applied = await this.#endpoints.apply(id, config);
      statusMessage(appliedSentences[applied]());
    } catch (error) {
      showError(error);
    }
    // So that readers of the document get the new config.
    await this.#endpoints.now();
    if (this.#drafts.get(id) !== draft) return;
    this.#drafts.delete(id);
    this.#pagePlaces.delete(id);
    this.forgetText(id);
  }
}

const appliedSentences = {
  applied: () => l10n.t('Changes applied.'),
  restarted: () => l10n.t('Restarted with the changes.'),
  kept: () => l10n.t('Saved. The changes take effect when the endpoint starts.'),
} satisfies Record<Applied, () => string>;
