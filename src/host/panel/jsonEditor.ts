/**
 * *Edit as JSON*: an endpoint's config as a JSON document. Saving it checks the config, asks if necessary, and applies
 * it to the endpoint. VS Code's Auto Save applies nothing: it saves whatever was typed until a pause.
 * `jsonDrafts.ts` has what was saved until it is applied, and `jsonVersions.ts` what VS Code has read.
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
  TextDocumentSaveReason,
  type TextEditor,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { JsonVersions } from '../../client/jsonVersions.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { Granted } from '../permissions/checks.ts';
import type { RestoredEndpoints } from '../restored/restoredEndpoints.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { showError } from '../shown/showError.ts';
import { configJson, parseConfigJson } from './configJson.ts';
import { jsonDocuments, jsonEndpoint, jsonScheme, jsonUri } from './jsonDocuments.ts';
import { JsonDrafts } from './jsonDrafts.ts';
import { JsonTabs } from './jsonTabs.ts';

export class JsonEditor implements FileSystemProvider, Disposable {
  readonly #endpoints: Endpoints;
  readonly #restored: Pick<RestoredEndpoints, 'whenListed'>;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #drafts: JsonDrafts;
  readonly #versions = new JsonVersions();
  /** Documents that VS Code is saving by itself. */
  readonly #savedByItself = new Set<string>();
  readonly #subscriptions = new DisposableStore();
  readonly onDidChangeFile = this.#changed.event;

  constructor(endpoints: Endpoints, restored: Pick<RestoredEndpoints, 'ready' | 'whenListed'>, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#restored = restored;
    this.#drafts = new JsonDrafts(endpoints, permissions);
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        this.#drafts.prune(id => !endpoints.has(id));
        this.#versions.prune(id => !endpoints.has(id) && jsonDocuments(id).length === 0);
      }),
    );
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const endpoint of changed) if (this.#versions.hasChanged(endpoint)) this.#configChanged(endpoint.id);
      }),
    );
    this.#subscriptions.add(
      workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
        if (uri.scheme !== jsonScheme) return;
        if (reason === TextDocumentSaveReason.Manual) this.#savedByItself.delete(String(uri));
        else this.#savedByItself.add(String(uri));
      }),
    );
    this.#subscriptions.add(workspace.registerFileSystemProvider(jsonScheme, this, { isCaseSensitive: true }));
    this.#subscriptions.add(new JsonTabs(endpoints, restored.ready));
  }

  /**
   * Shows the document of an endpoint. A draft becomes its unsaved text, and can be undone. Returns true, unlike a
   * command whose error was shown.
   * @throws Error with a sentence if the document has other unsaved changes.
   */
  async open(id: string, draft?: EndpointConfig): Promise<true> {
    const open = jsonDocuments(id);
    // A document that was closed doesn't come back with changes that were never applied.
    if (open.length === 0) this.#drafts.forgetText(id);
    // One with unsaved changes keeps the name that it was opened with.
    const uri = open.find(({ isDirty }) => isDirty)?.uri ?? jsonUri(id, this.#endpoints.all);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document, besidePanel());
    if (draft) await this.#write(id, editor, configJson(draft));
    return true;
  }

  readFile(uri: Uri): Uint8Array | Promise<Uint8Array> {
    return this.#whenListed(uri, endpoint => this.#contentOf(endpoint));
  }

  /**
   * Saves the document before anything is asked: for a rejection, VS Code shows an error with the document's URI, even
   * if the user dismissed the question.
   * @throws FileSystemError with a sentence that names the invalid field. The document stays unsaved.
   */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    if (this.#savedByItself.delete(String(uri))) unawaited(this.#keep(uri, content));
    else await this.#save(uri, content);
  }

  /** Describes what VS Code saved last even if the endpoint has another config: it wouldn't save again over a newer document. */
  stat(uri: Uri): FileStat | Promise<FileStat> {
    return this.#whenListed(uri, endpoint => {
      const content = this.#drafts.savedText(endpoint.id) ?? this.#contentOf(endpoint);
      const mtime = this.#versions.mtimeOf(endpoint.id, content);
      return { type: FileType.File, ctime: 0, mtime, size: content.length };
    });
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

  async #save(uri: Uri, content: Uint8Array): Promise<void> {
    const { id } = this.#endpointOf(uri);
    const parsed = await parseConfigJson(new TextDecoder().decode(content));
    unawaited(this.#reportWhenApplied(uri, this.#drafts.apply(id, parsed, content)));
  }

  async #keep(uri: Uri, content: Uint8Array): Promise<void> {
    try {
      const text = await this.#drafts.keep(this.#endpointOf(uri).id, content);
      if (text) await this.#save(uri, text);
    } catch (error) {
      showError(error);
    }
  }

  /** VS Code rereads the document then, so the new config must be available. */
  async #reportWhenApplied(uri: Uri, applying: Promise<boolean>): Promise<void> {
    try {
      if (await applying) this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    } catch (error) {
      showError(error);
    }
  }

  /** Writes a page's draft into the editor, without saving it. */
  async #write(id: string, editor: TextEditor, text: string): Promise<void> {
    const { document } = editor;
    const current = document.getText();
    if (current === text) return;
    if (document.isDirty)
      throw new Error(l10n.t('The JSON document already has other unsaved changes. Save or revert these first.'));
    this.#drafts.comeFromPage(id);
    const all = new Range(document.positionAt(0), document.positionAt(current.length));
    await editor.edit(editing => editing.replace(all, text));
  }

  /** VS Code rereads its documents unless they have unsaved changes. */
  #configChanged(id: string): void {
    this.#drafts.forgetText(id);
    const files = jsonDocuments(id).map(({ uri }) => ({ type: FileChangeType.Changed, uri }));
    if (files.length > 0) this.#changed.fire(files);
  }

  #contentOf(endpoint: EndpointSnapshot): Uint8Array {
    this.#versions.follow(endpoint);
    return new TextEncoder().encode(configJson(endpoint.config));
  }

  /** A new window reads the documents of its tabs before it has listed the endpoints of the previous one. */
  #whenListed<T>(uri: Uri, read: (endpoint: EndpointSnapshot) => T): T | Promise<T> {
    const id = jsonEndpoint(uri);
    if (this.#endpoints.has(id)) return read(this.#endpointOf(uri));
    return this.#restored.whenListed(id).then(() => read(this.#endpointOf(uri)));
  }

  /** VS Code shows the sentence if unsaved changes to a removed endpoint are saved. */
  #endpointOf(uri: Uri): EndpointSnapshot {
    const id = jsonEndpoint(uri);
    if (this.#endpoints.has(id)) return this.#endpoints.find(id);
    throw FileSystemError.FileNotFound(
      l10n.t('This endpoint was removed. To keep the configuration, copy it before you close the document.'),
    );
  }
}
