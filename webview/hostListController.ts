/** A list kept by the host, as a page knows it: its items, their changes, and errors of requested actions. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { errorText } from './errorText.ts';

/** Immutable: each change creates a new one. */
export interface ShownList<Item, List> {
  /** Returns it with those that changed, or are new. */
  with(changed: readonly Item[]): List;
  /** Replaces all items; `since` contains those that arrived while they were being listed, and are newer. */
  listed(all: readonly Item[], since?: readonly Item[]): List;
}

export abstract class HostListController<
  Item,
  List extends ShownList<Item, List>,
  Element extends ReactiveControllerHost = ReactiveControllerHost,
> implements ReactiveController
{
  list: List;
  /** An error of an action that has no place of its own to show it. */
  problem: string | undefined;
  protected readonly element: Element;
  /** Items that arrived while all are being listed. */
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
    this.tell(undefined);
    try {
      await act();
    } catch (error) {
      this.tell(errorText(error));
    }
  }

  tell(problem: string | undefined): void {
    this.problem = problem;
    this.element.requestUpdate();
  }

  /** Subscribes to changes from the host; the returned function ends that. */
  protected abstract listen(): readonly (() => void)[];

  /** Requests all items from the host. */
  protected abstract askAll(): Promise<readonly Item[]>;

  /** These are about to be shown. */
  protected abstract see(items: readonly Item[]): void;

  /** Takes over what changed, or is new. */
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
      // The user's next action reports it; changes arrive nevertheless.
    } finally {
      this.#since = undefined;
    }
  }
}
