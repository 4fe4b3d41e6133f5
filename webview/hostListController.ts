/** A list kept by the host, as shown by a page: its items, their changes, and errors of requested actions. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Trouble, troubleOf } from './errorText.ts';

/** An immutable list: each change creates a new one. */
export interface ShownList<Item, List> {
  /** Returns the list with items that have changed or are new. */
  with(changed: readonly Item[]): List;
  /** Returns a list of all items; `since` contains newer ones that arrived while they were being requested. */
  listed(all: readonly Item[], since?: readonly Item[]): List;
}

export abstract class HostListController<
  Item,
  List extends ShownList<Item, List>,
  Element extends ReactiveControllerHost = ReactiveControllerHost,
> implements ReactiveController
{
  list: List;
  /** Why an action wasn't performed, if that can't be shown elsewhere. */
  problem: Trouble | undefined;
  protected readonly element: Element;
  /** Items that arrive while all items are being requested. */
  #since: Item[] | undefined;
  #stopListening: readonly (() => void)[] = [];

  constructor(element: Element, empty: List) {
    this.element = element;
    this.list = empty;
    element.addController(this);
  }

  hostConnected(): void {
    this.#stopListening = this.listen();
    void this.load();
  }

  hostDisconnected(): void {
    for (const stop of this.#stopListening) stop();
  }

  /** Performs an action and shows its error. */
  async attempt(act: () => Promise<void>): Promise<void> {
    this.showProblem(undefined);
    try {
      await act();
    } catch (error) {
      this.showProblem(troubleOf(error));
    }
  }

  showProblem(problem: Trouble | undefined): void {
    this.problem = problem;
    this.element.requestUpdate();
  }

  /** Subscribes to changes from the host; the returned functions unsubscribe. */
  protected abstract listen(): readonly (() => void)[];

  /** Requests all items from the host. */
  protected abstract askAll(): Promise<readonly Item[]>;

  /** Called with items that are about to be shown. */
  protected abstract see(items: readonly Item[]): void;

  /** Takes items that have changed or are new. */
  protected take(changed: readonly Item[]): void {
    this.#since?.push(...changed);
    this.see(changed);
    this.set(this.list.with(changed));
  }

  protected set(list: List): void {
    this.list = list;
    this.element.requestUpdate();
  }

  protected async load(): Promise<void> {
    this.#since = [];
    try {
      const all = await this.askAll();
      this.see(all);
      this.set(this.list.listed(all, this.#since));
    } catch {
      // The user's next action reports the failure; changes arrive nevertheless.
    } finally {
      this.#since = undefined;
    }
  }
}
