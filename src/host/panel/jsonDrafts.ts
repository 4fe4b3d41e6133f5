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

/** State of an endpoint's document. */
interface JsonDraft {
  /** The latest config that was saved. */
  config?: ParsedConfig | undefined;
  /** The text that VS Code saved last, while the endpoint has another config. */
  text?: Uint8Array | undefined;
  /** Whether it was said that VS Code saved the text by itself. */
  isOffered?: boolean;
  /** Present if the draft came from the endpoint's page; the known places are added once a question needs them. */
  page?: { places?: ClientPlaces } | undefined;
}

export class JsonDrafts {
  readonly #endpoints: Endpoints;
  readonly #permissions: Granted;
  readonly #drafts = new Map<string, JsonDraft>();

  constructor(endpoints: Endpoints, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#permissions = permissions;
  }

  /** Returns the text that VS Code saved last. Undefined if it has the endpoint's config. */
  savedText(id: string): Uint8Array | undefined {
    return this.#drafts.get(id)?.text;
  }

  /** Called when VS Code gets the endpoint's config again. The draft can still be applied. */
  forgetText(id: string): void {
    if (this.#drafts.has(id)) this.#set(id, { text: undefined, isOffered: false });
  }

  /**
   * Called when a page writes into the document, which may be saved automatically: until a draft is applied, each needs
   * the same answers as a config that the page applies.
   */
  comeFromPage(id: string): void {
    if (!this.#drafts.get(id)?.page) this.#set(id, { page: {} });
  }

  /** Forgets the endpoints that `isGone` accepts. */
  prune(isGone: (id: string) => boolean): void {
    for (const id of this.#drafts.keys()) if (isGone(id)) this.#drafts.delete(id);
  }

  /**
   * Applies a config if the user agrees, or offers to apply it later, unless another one replaces it in the meantime.
   * Resolves with true once it was applied, even if the endpoint couldn't start with it.
   */
  async apply(id: string, config: ParsedConfig, text: Uint8Array): Promise<boolean> {
    this.#set(id, { config, text, isOffered: false });
    return this.#applyIfConfirmed(id, config);
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
    const wasOffered = this.#drafts.get(id)?.isOffered;
    this.#set(id, { text, isOffered: true });
    if (wasOffered) return undefined;
    const apply = l10n.t('Apply');
    const label = labelInSentence(endpoint);
    const sentence = l10n.t(
      'VS Code saved the JSON of “{0}” automatically. Save it yourself to apply the changes.',
      label,
    );
    const choice = await informationNotice(sentence, apply);
    const latest = this.#drafts.get(id);
    return choice === apply && latest?.isOffered ? latest.text : undefined;
  }

  #set(id: string, part: JsonDraft): void {
    this.#drafts.set(id, { ...this.#drafts.get(id), ...part });
  }

  /** Whether no other config was saved since this one, and the endpoint wasn't removed. */
  #isLatest(id: string, draft: ParsedConfig): boolean {
    return this.#drafts.get(id)?.config === draft;
  }

  async #applyIfConfirmed(id: string, draft: ParsedConfig): Promise<boolean> {
    const isAgreed = await this.#confirm(id, draft.config);
    if (!this.#isLatest(id, draft)) return false;
    if (isAgreed) {
      await this.#apply(id, draft);
      return true;
    }
    const apply = l10n.t('Apply');
    const label = labelInSentence(this.#endpoints.find(id));
    const choice = await informationNotice(l10n.t('The changes to “{0}” were not applied.', label), apply);
    return choice === apply && this.#isLatest(id, draft) && (await this.#applyIfConfirmed(id, draft));
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
    const page = this.#drafts.get(id)?.page;
    if (!page) return undefined;
    const { ClientPlaces } = await import('../permissions/clientPlaces.ts');
    page.places ??= new ClientPlaces();
    return page.places;
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
    if (this.#isLatest(id, draft)) this.#drafts.delete(id);
  }
}

const appliedSentences = {
  applied: () => l10n.t('Changes applied.'),
  restarted: () => l10n.t('Restarted with the changes.'),
  kept: () => l10n.t('Saved. The changes take effect when the endpoint starts.'),
} satisfies Record<Applied, () => string>;
