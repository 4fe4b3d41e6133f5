/** *Edit as JSON*: an endpoint's config as a JSON document. Saving it checks the config and applies it to the endpoint. */
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
  Uri,
  window,
  workspace,
} from 'vscode';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { nothingIfDismissed } from '../../client/dismissed.ts';
import { unawaited } from '../../client/unawaited.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Applied, Endpoints } from '../endpoints/endpoints.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import { statusMessage, warningNotice } from '../shown/notices.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { showError } from '../shown/showError.ts';
import { noticeText, plainText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';
import { confirmApplying } from './confirmApplying.ts';

const scheme = 'portside';

export class JsonEditor implements FileSystemProvider, Disposable {
  readonly #endpoints: Endpoints;
  readonly #permissions: Granted;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #subscriptions = new DisposableStore();
  readonly onDidChangeFile = this.#changed.event;

  constructor(endpoints: Endpoints, permissions: Granted) {
    this.#endpoints = endpoints;
    this.#permissions = permissions;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true }));
  }

  async open(id: string): Promise<void> {
    const document = await workspace.openTextDocument(uriOf(this.#endpoints.find(id)));
    await window.showTextDocument(document, besidePanel());
  }

  readFile(uri: Uri): Uint8Array {
    return new TextEncoder().encode(textOf(this.#endpointOf(uri)));
  }

  /**
   * Asks before clients are disconnected, and before the endpoint reaches further than now: others than the user can
   * write to a file, too.
   * @throws FileSystemError with a sentence: which field is invalid, or that nothing was applied. The document stays
   * unsaved.
   */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const { id } = this.#endpointOf(uri);
    const { config, unknownKeys } = await parseConfig(new TextDecoder().decode(content));
    await this.#confirm(id, config);
    if (unknownKeys.length > 0) {
      void warningNotice(l10n.t('Unknown keys, kept unchanged: {0}', unknownKeys.join(', ')));
    }
    // The document counts as saved in any case: errors on starting are shown with the endpoint.
    unawaited(this.#apply(uri, id, config));
  }

  stat(uri: Uri): FileStat {
    const size = textOf(this.#endpointOf(uri)).length;
    return { type: FileType.File, ctime: 0, mtime: Date.now(), size };
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

  /** @throws FileSystemError if the user declines. */
  async #confirm(id: string, config: EndpointConfig): Promise<void> {
    await this.#endpoints.now();
    const endpoint = this.#endpoints.find(id);
    const needs = await addedNeeds(this.#permissions, endpoint.config, config);
    const asked = confirmApplying({ endpoint, wanted: config, needs });
    if (!(await asked.then(() => true, nothingIfDismissed))) throw notApplied();
  }

  async #apply(uri: Uri, id: string, config: EndpointConfig): Promise<void> {
    try {
      const applied = await this.#endpoints.apply(id, config);
      statusMessage(appliedSentences[applied]());
    } catch (error) {
      showError(error);
    }
    // VS Code rereads the document when it has changed, so the new config must be available by then.
    await this.#endpoints.now();
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  #endpointOf(uri: Uri): EndpointSnapshot {
    const id = uri.path.split('/')[1] ?? '';
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

function notApplied(): FileSystemError {
  return fileError(l10n.t('The changes were not applied.'));
}

/** Returns `portside:/ID/NAME.portside.json`; the tab shows the name. */
function uriOf(endpoint: EndpointSnapshot): Uri {
  const name = plainText(endpointLabel(endpoint)).replaceAll(/[/\\?#]/g, '_');
  return Uri.from({ scheme, path: `/${endpoint.id}/${name}.portside.json` });
}

function textOf({ config }: EndpointSnapshot): string {
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
