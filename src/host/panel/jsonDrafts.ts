/** Configs that were saved in JSON documents, until they are applied: asks first if necessary. */
import { l10n } from 'vscode';
import type { ParsedConfig } from '../../client/configSchema.ts';
import { isConfirmed } from '../../client/dismissed.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Applied, Endpoints } from '../endpoints/endpoints.ts';
import type { Granted } from '../permissions/checks.ts';
import { ClientPlaces } from '../permissions/clientPlaces.ts';
import { informationNotice, statusMessage, warningNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { confirmApplying } from './confirmApplying.ts';
import { peerSearch, reachQuestions } from './reachQuestions.ts';

/** A config that was saved, with the content of the document that it was read from. */
interface SavedConfig extends ParsedConfig {
  readonly content: Uint8Array;
}

interface Draft extends SavedConfig {
  /** Whether the document has this content, rather than the endpoint's config. */
  isShown: boolean;
}

export class JsonDrafts {
  readonly #endpoints: Endpoints;
  readonly #permissions: Granted;
  /** The latest draft of each endpoint. */
  readonly #drafts = new Map<string, Draft>();
  /** Known places of the endpoints whose documents got a draft from their page. */
  readonly #pagePlaces = new Map<string, ClientPlaces>();

  constructor(endpoints: Endpoints, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#permissions = permissions;
  }

  /** Returns the content of an endpoint's draft. Undefined if its document has the endpoint's config. */
  shownContent(id: string): Uint8Array | undefined {
    const draft = this.#drafts.get(id);
    return draft?.isShown ? draft.content : undefined;
  }

  /** Makes the document have the endpoint's config again. The draft can still be applied. */
  hide(id: string): void {
    const draft = this.#drafts.get(id);
    if (draft) draft.isShown = false;
  }

  /**
   * Called when a page writes into the document, which may be saved automatically: until a draft is applied, each needs
   * the same answers as a config that the page applies.
   */
  comeFromPage(id: string): void {
    if (!this.#pagePlaces.has(id)) this.#pagePlaces.set(id, new ClientPlaces());
  }

  /** Forgets the endpoints that `isGone` accepts. */
  prune(isGone: (id: string) => boolean): void {
    for (const kept of [this.#drafts, this.#pagePlaces]) for (const id of kept.keys()) if (isGone(id)) kept.delete(id);
  }

  /**
   * Applies a config if the user agrees, or offers to apply it later, unless another one replaces it in the meantime.
   * Resolves with true once it was applied, even if the endpoint couldn't start with it.
   */
  async apply(id: string, saved: SavedConfig): Promise<boolean> {
    const draft = { ...saved, isShown: true };
    this.#drafts.set(id, draft);
    return this.#applyIfConfirmed(id, draft);
  }

  async #applyIfConfirmed(id: string, draft: Draft): Promise<boolean> {
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
    await this.#endpoints.now();
    if (!this.#endpoints.has(id)) return false;
    const endpoint = this.#endpoints.find(id);
    const places = this.#pagePlaces.get(id);
    const page = places && { places, peers: peerSearch(id, this.#endpoints) };
    const questions = await reachQuestions(this.#permissions, endpoint, wanted, page);
    return isConfirmed(confirmApplying({ endpoint, wanted, ...questions }));
  }

  /** Errors on starting are shown with the endpoint, which has the new config nevertheless. */
  async #apply(id: string, draft: Draft): Promise<void> {
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
  }
}

const appliedSentences = {
  applied: () => l10n.t('Changes applied.'),
  restarted: () => l10n.t('Restarted with the changes.'),
  kept: () => l10n.t('Saved. The changes take effect when the endpoint starts.'),
} satisfies Record<Applied, () => string>;
