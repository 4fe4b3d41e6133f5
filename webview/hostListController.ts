/** A list that the host keeps, as a page knows it: all that there is, what changes, and what went wrong with what was asked for. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { errorText } from './errorText.ts';

/** Immutable: each change gives a new one. */
export interface ShownList<Item, List> {
  /** With those that changed, or are new. */
  with(changed: readonly Item[]): List;
  /** All that there are now; what `since` tells came while they were listed, and is newer. */
  listed(all: readonly Item[], since?: readonly Item[]): List;
}

export abstract class HostListController<
  Item,
  List extends ShownList<Item, List>,
  Element extends ReactiveControllerHost = ReactiveControllerHost,
> implements ReactiveController
{
  list: List;
  /** What went wrong with something that has no place of its own for that. */
  problem: string | undefined;
  protected readonly element: Element;
  /** What came while all are being listed. */
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

  /** Does something and tells what went wrong. */
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

  /** Hears what the host tells; what it gives back ends that. */
  protected abstract listen(): readonly (() => void)[];

  /** All that the host has. */
  protected abstract askAll(): Promise<readonly Item[]>;

  /** These are going to be shown. */
  protected abstract see(items: readonly Item[]): void;

  /** Takes what changed, or is new. */
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
      // Told by whatever the user does next; changes come nevertheless.
    } finally {
      this.#since = undefined;
    }
  }
}
