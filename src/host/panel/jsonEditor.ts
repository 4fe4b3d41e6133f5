/**
 * *Edit as JSON*: an endpoint's config as a JSON document. Saving it checks the config, asks if necessary, and applies
 * it to the endpoint.
 */
import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  Range,
  type TextEditor,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { nothingIfDismissed } from '../../client/dismissed.ts';
import { JsonVersions } from '../../client/jsonVersions.ts';
import { unawaited } from '../../client/unawaited.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Applied, Endpoints } from '../endpoints/endpoints.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import { ClientPlaces } from '../permissions/clientPlaces.ts';
import { informationNotice, statusMessage, warningNotice } from '../shown/notices.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { showError } from '../shown/showError.ts';
import { noticeText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';
import { type Applying, confirmApplying } from './confirmApplying.ts';
import { JsonTabs, jsonDocuments, jsonEndpoint, jsonScheme, jsonUri } from './jsonTabs.ts';
import { peersOf } from './panelGuards.ts';

/** A config that was written, until it is applied. */
interface Draft extends Awaited<ReturnType<typeof parseEndpointConfig>> {
  readonly content: Uint8Array;
  /** Whether the document has this content, rather than the endpoint's config. */
  isShown: boolean;
}

export class JsonEditor implements FileSystemProvider, Disposable {
  readonly #endpoints: Endpoints;
  readonly #permissions: Granted;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  /** The latest draft of each endpoint. */
  readonly #drafts = new Map<string, Draft>();
  readonly #versions = new JsonVersions();
  /** Known places of the endpoints whose documents got a draft from their page. */
  readonly #pagePlaces = new Map<string, ClientPlaces>();
  readonly #subscriptions = new DisposableStore();
  readonly onDidChangeFile = this.#changed.event;

  constructor(endpoints: Endpoints, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#permissions = permissions;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        for (const id of this.#drafts.keys()) if (!endpoints.has(id)) this.#drafts.delete(id);
        for (const id of this.#pagePlaces.keys()) if (!endpoints.has(id)) this.#pagePlaces.delete(id);
        this.#versions.prune(id => !endpoints.has(id) && jsonDocuments(id).length === 0);
      }),
    );
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const endpoint of changed) if (this.#versions.hasChanged(endpoint)) this.#configChanged(endpoint.id);
      }),
    );
    this.#subscriptions.add(workspace.registerFileSystemProvider(jsonScheme, this, { isCaseSensitive: true }));
    this.#subscriptions.add(new JsonTabs(endpoints));
  }

  /**
   * Shows the document of an endpoint. A draft becomes its unsaved text, and can be undone. Returns true, unlike a
   * command whose error was shown.
   * @throws Error with a sentence if the document has other unsaved changes.
   */
  async open(id: string, draft?: EndpointConfig): Promise<true> {
    const open = jsonDocuments(id);
    const unapplied = this.#drafts.get(id);
    // A document that was closed doesn't come back with changes that were never applied.
    if (unapplied && open.length === 0) unapplied.isShown = false;
    // One with unsaved changes keeps the name that it was opened with.
    const uri = open.find(({ isDirty }) => isDirty)?.uri ?? jsonUri(id, this.#endpoints.all);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document, besidePanel());
    if (draft) await this.#write(id, editor, jsonOf(draft));
    return true;
  }

  readFile(uri: Uri): Uint8Array {
    const endpoint = this.#endpointOf(uri);
    this.#versions.follow(endpoint);
    const draft = this.#drafts.get(endpoint.id);
    return draft?.isShown ? draft.content : new TextEncoder().encode(jsonOf(endpoint.config));
  }

  /**
   * Saves the document before anything is asked: for a rejection, VS Code shows an error with the document's URI, even
   * if the user dismissed the question.
   * @throws FileSystemError with a sentence that names the invalid field. The document stays unsaved.
   */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const { id } = this.#endpointOf(uri);
    const parsed = await parseConfig(new TextDecoder().decode(content));
    const draft = { ...parsed, content, isShown: true };
    this.#drafts.set(id, draft);
    unawaited(this.#applyIfConfirmed(uri, id, draft).catch(showError));
  }

  stat(uri: Uri): FileStat {
    const content = this.readFile(uri);
    const mtime = this.#versions.mtimeOf(this.#endpointOf(uri).id, content);
    return { type: FileType.File, ctime: 0, mtime, size: content.length };
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Applies a draft, or offers to apply it later, unless another one replaces it in the meantime. */
  async #applyIfConfirmed(uri: Uri, id: string, draft: Draft): Promise<void> {
    const isConfirmed = await this.#confirm(id, draft.config);
    if (this.#drafts.get(id) !== draft) return;
    if (isConfirmed) return this.#apply(uri, id, draft);
    const apply = l10n.t('Apply');
    const label = labelInSentence(this.#endpoints.find(id));
    const choice = await informationNotice(l10n.t('The changes to “{0}” were not applied.', label), apply);
    if (choice === apply && this.#drafts.get(id) === draft) await this.#applyIfConfirmed(uri, id, draft);
  }

  /**
   * Asks before clients are disconnected, and before the endpoint reaches further than now: others than the user can
   * write to a file, too. Returns false if the user declines.
   */
  async #confirm(id: string, config: EndpointConfig): Promise<boolean> {
    await this.#endpoints.now();
    if (!this.#endpoints.has(id)) return false;
    const endpoint = this.#endpoints.find(id);
    const needs = await addedNeeds(this.#permissions, endpoint.config, config);
    const asked = confirmApplying({
      endpoint,
      wanted: config,
      needs,
      ...(await this.#pageQuestions(endpoint, config)),
    });
    return (await asked.then(() => true, nothingIfDismissed)) ?? false;
  }

  /** A draft from a page, which may be saved automatically, needs the same answers as one that the page applies. */
  async #pageQuestions(
    endpoint: EndpointSnapshot,
    config: EndpointConfig,
  ): Promise<Pick<Applying, 'connecting' | 'receiving'>> {
    const places = this.#pagePlaces.get(endpoint.id);
    if (!places) return {};
    const peers = peersOf(endpoint.id, { endpoints: this.#endpoints });
    const connecting = await places.confirmationsOf(endpoint, config, peers);
    return { connecting, receiving: await places.receivingConfirmations(endpoint, config) };
  }

  /** Errors on starting are shown with the endpoint, which has the new config nevertheless. */
  async #apply(uri: Uri, id: string, draft: Draft): Promise<void> {
    const { config, unknownKeys } = draft;
    if (unknownKeys.length > 0)
      unawaited(warningNotice(l10n.t('Unknown keys, kept unchanged: {0}', unknownKeys.join(', '))));
    try {
      const applied = await this.#endpoints.apply(id, config);
      statusMessage(appliedSentences[applied]());
    } catch (error) {
      showError(error);
    }
    // VS Code rereads the document when it has changed, so the new config must be available by then.
    await this.#endpoints.now();
    if (this.#drafts.get(id) === draft) {
      this.#drafts.delete(id);
      this.#pagePlaces.delete(id);
    }
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** Writes a page's draft into the editor, without saving it. */
  async #write(id: string, editor: TextEditor, text: string): Promise<void> {
    const { document } = editor;
    const current = document.getText();
    if (current === text) return;
    if (document.isDirty)
      throw new Error(l10n.t('The JSON document already has other unsaved changes. Save or revert these first.'));
    if (!this.#pagePlaces.has(id)) this.#pagePlaces.set(id, new ClientPlaces());
    const all = new Range(document.positionAt(0), document.positionAt(current.length));
    await editor.edit(editing => editing.replace(all, text));
  }

  /** VS Code rereads its documents unless they have unsaved changes. */
  #configChanged(id: string): void {
    const draft = this.#drafts.get(id);
    if (draft) draft.isShown = false;
    const files = jsonDocuments(id).map(({ uri }) => ({ type: FileChangeType.Changed, uri }));
    if (files.length > 0) this.#changed.fire(files);
  }

  #endpointOf(uri: Uri): EndpointSnapshot {
    const id = jsonEndpoint(uri);
    if (!this.#endpoints.has(id)) throw FileSystemError.FileNotFound(uri);
    return this.#endpoints.find(id);
  }
}

const appliedSentences = {
  applied: () => l10n.t('Changes applied.'),
  restarted: () => l10n.t('Restarted with the changes.'),
  kept: () => l10n.t('Saved. The changes take effect when the endpoint starts.'),
} satisfies Record<Applied, () => string>;

/** VS Code shows a name before the sentence: `Unknown (FileSystemError): …`. */
function fileError(sentence: string): FileSystemError {
  return Object.assign(new FileSystemError(sentence), { name: '' });
}

function jsonOf(config: EndpointConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

async function parseConfig(text: string): ReturnType<typeof parseEndpointConfig> {
  try {
    return await parseEndpointConfig(JSON.parse(text));
  } catch (error) {
    if (error instanceof ConfigError) throw fileError(noticeText(translatedSentence(errorSentence(error))));
    throw fileError(noticeText(l10n.t('Not valid JSON: {0}', (error as Error).message)));
  }
}
