/** The parts that composers and commands share: sending and repeating messages, saved messages, and rows to compare. */
import { type Disposable, type Event, EventEmitter, l10n, type Uri } from 'vscode';
import type { MessageLibrary } from '../../client/messages/messageLibrary.ts';
import { MessageSender } from '../../client/messages/messageSender.ts';
import { Repeater } from '../../client/messages/repeater.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { UndoList } from '../undo/undoList.ts';
import { EntryCompare } from './entryCompare.ts';

export class MessageParts implements Disposable {
  readonly endpoints: Endpoints;
  readonly sender: MessageSender;
  readonly repeater: Repeater;
  readonly compare: EntryCompare;
  /** Undo list for removed messages. */
  readonly undo: UndoList;
  readonly #file: Uri;
  readonly #changed = new EventEmitter<string | undefined>();
  readonly #subscriptions = new DisposableStore();
  #library: Promise<MessageLibrary> | undefined;

  /** `file` is the file with the saved messages. */
  constructor(endpoints: Endpoints, file: Uri, undo: UndoList) {
    this.endpoints = endpoints;
    this.undo = undo;
    this.#file = file;
    this.sender = new MessageSender(endpoints);
    this.repeater = this.#subscriptions.add(new Repeater(id => this.#changed.fire(id)));
    this.compare = this.#subscriptions.add(new EntryCompare(endpoints, () => this.#changed.fire(undefined)));
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        for (const { id, state } of changed)
          if (state !== 'open') this.repeater.stop(id, l10n.t('The endpoint is no longer open.'));
      }),
    );
    this.#subscriptions.add(endpoints.onDidChangeList(() => this.repeater.keepOnly(id => endpoints.has(id))));
  }

  /**
   * Fires when something that an endpoint's counters don't show has changed; without an id, it concerns all endpoints.
   */
  get onDidChange(): Event<string | undefined> {
    return this.#changed.event;
  }

  /** Loaded on first use. */
  get library(): Promise<MessageLibrary> {
    this.#library ??= import('../../client/messages/messageLibrary.ts').then(
      loaded => new loaded.MessageLibrary(this.#file.fsPath),
    );
    return this.#library;
  }

  /** Fires `onDidChange` for an endpoint. */
  fireChanged(id: string): void {
    this.#changed.fire(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
