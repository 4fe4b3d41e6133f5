/** Transfers as known to the host: a mirror of the engine's, and what must be remembered for sending. */
import { type Disposable, type Event, EventEmitter, Uri } from 'vscode';
import { SendChoices } from '../../client/transfers/sendChoices.ts';
import { TransferMirror } from '../../client/transfers/transferMirror.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions, TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { ApprovedFiles } from './approvedFiles.ts';

export class Transfers implements Disposable {
  readonly endpoints: Endpoints;
  readonly storageFolder: string;
  readonly choices = new SendChoices();
  /** Files that the user chose or agreed to send, so that sending them again needs no question. */
  readonly approved = new ApprovedFiles();
  /** Start of this window, in ms since the epoch: transfers that ended earlier belong to another window. */
  readonly sinceMs = Date.now();
  /** Files on disk that transfers send, by the transfer's id. */
  readonly #files = new Map<string, readonly Uri[]>();
  readonly #list = new TransferMirror();
  /** Transfers whose caller receives the outcome from its call: they cause no notification. */
  readonly #quiet = new Set<string>();
  readonly #asking = new Set<Promise<unknown>>();
  readonly #changed = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #removed = new EventEmitter<string>();
  readonly #subscriptions = new DisposableStore();

  /** `storageFolder` receives files of users who don't choose a folder of their own. */
  constructor(endpoints: Endpoints, storageFolder: string) {
    this.endpoints = endpoints;
    this.storageFolder = storageFolder;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(this.#removed);
    this.#subscriptions.add(endpoints.onDidChangeTransfers(changed => this.#take(changed)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        // An engine that died no longer reports on its transfers.
        for (const { id, failure } of changed)
          if (failure?.code === 'ENGINE_STOPPED') this.#fire(this.#list.fail(id, failure, Date.now()));
      }),
    );
    this.#subscriptions.add(
      endpoints.onDidChangeList(() => {
        this.#list.keepOnly(id => endpoints.has(id));
        this.choices.keepOnly(id => endpoints.has(id));
        this.#forgetFiles();
      }),
    );
  }

  /** Fires with transfers that have changed or are new. */
  get onDidChange(): Event<readonly TransferSnapshot[]> {
    return this.#changed.event;
  }

  /** Fires with the id of a transfer that has been replaced by another one. */
  get onDidRemove(): Event<string> {
    return this.#removed.event;
  }

  /** Transfers announced since the window opened. */
  get known(): TransferSnapshot[] {
    return this.#list.all;
  }

  /** Returns all transfers of an endpoint, oldest first, including those of earlier windows. */
  async of(endpoint: string): Promise<TransferSnapshot[]> {
    if (this.endpoints.isHeld(endpoint)) this.#list.replace(endpoint, await this.endpoints.engine.transfers(endpoint));
    return this.#list.of(endpoint);
  }

  /** @throws SocketError NO_TRANSFER. */
  find(id: string): TransferSnapshot {
    const found = this.#list.find(id);
    if (!found) throw new SocketError('NO_TRANSFER');
    return found;
  }

  /** Wraps the engine's call. With `quiet`, the caller itself reports how the transfers end. */
  async send(
    endpoint: string,
    options: SendFilesOptions,
    { target, quiet, toOne }: { readonly target?: SendTarget; readonly quiet: boolean; readonly toOne: boolean },
  ): Promise<TransferSnapshot[]> {
    const sending = this.endpoints.engine.sendFiles(endpoint, options, target, toOne);
    if (quiet) this.#asking.add(sending);
    try {
      const listed = await sending;
      const files = options.files.flatMap(file => ('path' in file ? Uri.file(file.path) : []));
      for (const { id } of listed) this.#files.set(id, files);
      if (quiet) for (const { id } of listed) this.#quiet.add(id);
      return listed;
    } finally {
      this.#asking.delete(sending);
    }
  }

  /**
   * Resolves when the transfer has ended, whatever the outcome; `known` is then at least as recent. Rejects with
   * NO_TRANSFER.
   */
  async ended(id: string): Promise<TransferSnapshot> {
    return this.endpoints.engine.transferEnded(id);
  }

  /** Returns the files that a transfer of this window sends from disk. */
  filesOf(id: string): readonly Uri[] {
    return this.#files.get(id) ?? [];
  }

  /** Whether no notification is shown for the transfer. Waits for calls whose transfers don't have ids here yet. */
  async isQuiet(id: string): Promise<boolean> {
    await Promise.allSettled(this.#asking);
    return this.#quiet.has(id);
  }

  /**
   * Resolves when the transfer is paused and all listeners have received its final figures, which stay until it
   * continues.
   */
  async pause(id: string): Promise<void> {
    await this.endpoints.engine.pauseTransfer(id);
  }

  async resume(id: string): Promise<void> {
    await this.endpoints.engine.resumeTransfer(id);
  }

  /** Retries a transfer that ended early, reconnecting if necessary; the new transfer replaces the old one. */
  async retry(id: string): Promise<void> {
    const files = this.filesOf(id);
    const again = await this.endpoints.engine.retryTransfer(id);
    this.#files.set(again.id, files);
    this.#remove(id);
  }

  /** Removes ended transfers from the list. */
  async clear(endpoint: string): Promise<void> {
    if (this.endpoints.isHeld(endpoint)) await this.endpoints.engine.clearTransfers(endpoint);
    this.#list.clear(endpoint);
    this.#forgetFiles();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #take(changed: readonly TransferSnapshot[]): void {
    // Ignore transfers of an endpoint that was removed in the meantime.
    const listed = changed.filter(({ endpoint }) => this.endpoints.has(endpoint));
    this.#fire(this.#list.take(listed));
    for (const replaced of listed.flatMap(({ replaces = [] }) => replaces)) this.#remove(replaced);
  }

  #forgetFiles(): void {
    for (const id of this.#files.keys()) if (!this.#list.find(id)) this.#files.delete(id);
  }

  /** Removes a transfer that another one has replaced. */
  #remove(id: string): void {
    this.#files.delete(id);
    if (this.#list.remove(id)) this.#removed.fire(id);
  }

  #fire(changed: readonly TransferSnapshot[]): void {
    if (changed.length > 0) this.#changed.fire(changed);
  }
}
