/** Files on their way, as the host knows them: a mirror of the engine's, and what is remembered for sending. */
import { type Disposable, type Event, EventEmitter, Uri } from 'vscode';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions, TransferSnapshot } from '../../core/transfer/transfer.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints.ts';
import { MeantFiles } from './meantFiles.ts';
import { SendChoices } from './sendChoices.ts';
import { TransferMirror } from './transferMirror.ts';

export class Transfers implements Disposable {
  readonly endpoints: Endpoints;
  readonly storageFolder: string;
  readonly choices = new SendChoices();
  /** Files that the user chose or agreed to send, for when they are sent again. */
  readonly meant = new MeantFiles();
  /** What ended earlier, ms since the epoch, was of another window. */
  readonly sinceMs = Date.now();
  /** What a transfer sends from the disk, by its id. */
  readonly #files = new Map<string, readonly Uri[]>();
  readonly #list = new TransferMirror();
  /** Whoever asked for these is told by the answer to the call: no notification is for them. */
  readonly #quiet = new Set<string>();
  readonly #asking = new Set<Promise<unknown>>();
  readonly #changed = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #removed = new EventEmitter<string>();
  readonly #subscriptions = new DisposableStore();

  /** `storageFolder` is for received files of those who want them in no folder of their own. */
  constructor(endpoints: Endpoints, storageFolder: string) {
    this.endpoints = endpoints;
    this.storageFolder = storageFolder;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(this.#removed);
    this.#subscriptions.add(endpoints.onDidChangeTransfers(changed => this.#take(changed)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        // An engine that died says nothing of what it carried.
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

  /** These changed, or are new. */
  get onDidChange(): Event<readonly TransferSnapshot[]> {
    return this.#changed.event;
  }

  /** Another transfer took the place of the one with this id. */
  get onDidRemove(): Event<string> {
    return this.#removed.event;
  }

  /** Those that were told of since the window opened. */
  get known(): TransferSnapshot[] {
    return this.#list.all;
  }

  /** All of an endpoint, the oldest first, those of earlier windows included. */
  async of(endpoint: string): Promise<TransferSnapshot[]> {
    if (this.endpoints.isHeld(endpoint)) this.#list.replace(endpoint, await this.endpoints.calls.transfers(endpoint));
    return this.#list.of(endpoint);
  }

  /** @throws SocketError NO_TRANSFER. */
  find(id: string): TransferSnapshot {
    const found = this.#list.find(id);
    if (!found) throw new SocketError('NO_TRANSFER');
    return found;
  }

  /** The same as the engine's call. With `quiet` the caller tells by itself how they end. */
  async send(
    endpoint: string,
    options: SendFilesOptions,
    { target, quiet, toOne }: { readonly target?: SendTarget; readonly quiet: boolean; readonly toOne: boolean },
  ): Promise<TransferSnapshot[]> {
    const sending = this.endpoints.calls.sendFiles(endpoint, options, target, toOne);
    if (quiet) this.#asking.add(sending);
    try {
      const listed = await sending;
      const files = options.files.flatMap(file => ('path' in file ? Uri.file(file.path) : []));
      for (const { id } of listed) this.#files.set(id, files);
      if (quiet) for (const { id } of listed) this.#quiet.add(id);
      // What was announced meanwhile is newer.
      this.#take(listed.filter(({ id }) => !this.#list.find(id)));
      return listed;
    } finally {
      this.#asking.delete(sending);
    }
  }

  /** Resolves when it has ended, however it did; what is known of it then is not older. Rejects with NO_TRANSFER. */
  async ended(id: string): Promise<TransferSnapshot> {
    const ended = await this.endpoints.calls.transferEnded(id);
    this.#take([ended]);
    return ended;
  }

  /** Returns the files that a transfer of this window sends, as far as they are on the disk. */
  filesOf(id: string): readonly Uri[] {
    return this.#files.get(id) ?? [];
  }

  /** Nobody is to be notified of it. Waits for calls whose transfers have no id here yet. */
  async isQuiet(id: string): Promise<boolean> {
    await Promise.allSettled(this.#asking);
    return this.#quiet.has(id);
  }

  /** Resolves when it stands still and everybody who shows it was told so, with the figures that it has until it goes on. */
  async pause(id: string): Promise<void> {
    this.#take([await this.endpoints.calls.pauseTransfer(id)]);
  }

  async resume(id: string): Promise<void> {
    this.#take([await this.endpoints.calls.resumeTransfer(id)]);
  }

  /** Sends again what ended early, connecting again where that is needed; the new transfer takes the old one's place. */
  async retry(id: string): Promise<void> {
    const again = await this.endpoints.calls.retryTransfer(id);
    this.#files.set(again.id, this.filesOf(id));
    this.#remove(id);
    this.#take([again]);
  }

  /** Takes those that have ended out of the list. */
  async clear(endpoint: string): Promise<void> {
    if (this.endpoints.isHeld(endpoint)) await this.endpoints.calls.clearTransfers(endpoint);
    this.#list.clear(endpoint);
    this.#forgetFiles();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #take(changed: readonly TransferSnapshot[]): void {
    // One of an endpoint that was removed meanwhile stays removed.
    const listed = changed.filter(({ endpoint }) => this.endpoints.has(endpoint));
    this.#fire(this.#list.take(listed));
    for (const replaced of listed.flatMap(({ replaces = [] }) => replaces)) this.#remove(replaced);
  }

  #forgetFiles(): void {
    for (const id of this.#files.keys()) if (!this.#list.find(id)) this.#files.delete(id);
  }

  /** Another transfer is in its place. */
  #remove(id: string): void {
    this.#files.delete(id);
    if (this.#list.remove(id)) this.#removed.fire(id);
  }

  #fire(changed: readonly TransferSnapshot[]): void {
    if (changed.length > 0) this.#changed.fire(changed);
  }
}
