/**
 * The walkthrough's steps: each is done by a context key, which becomes true when its user has done what it is about, and then the next
 * one unfolds.
 */
import { commands, type Disposable, env, type Tab, window } from 'vscode';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import { unawaited } from './diagnostics/unawaited.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints.ts';
import type { SavedEndpoints } from './savedEndpoints.ts';

interface Step {
  readonly id: string;
  readonly key: string;
  /** Absent where it is seen elsewhere. */
  isDone?(endpoint: EndpointSnapshot): boolean;
}

const walkthrough = 'portside.portside#firstSteps';

const waits = ({ kind }: EndpointConfig) => kind !== 'tcp-client';

/** In their order. */
const steps: readonly Step[] = [
  { id: 'server', key: 'portside.listens', isDone: ({ config, state }) => waits(config) && state === 'open' },
  { id: 'client', key: 'portside.heard', isDone: ({ config, counters }) => waits(config) && counters.framesIn > 0 },
  { id: 'answer', key: 'portside.said', isDone: ({ config, counters }) => waits(config) && counters.framesOut > 0 },
  { id: 'look', key: 'portside.looked' },
  {
    id: 'rules',
    key: 'portside.replies',
    isDone: ({ config, state }) => Array.isArray(config.reply) && waits(config) && state === 'open',
  },
  { id: 'save', key: 'portside.saved' },
];

export class FirstSteps implements Disposable {
  readonly #done = new Set<string>();
  readonly #subscriptions = new DisposableStore();
  /** The step to unfold as soon as the user is at the walkthrough. */
  #next: string | undefined;
  /** A step was done while the walkthrough was in front. */
  #isUsed = false;

  constructor(endpoints: Pick<Endpoints, 'onDidChange'>, saved: Pick<SavedEndpoints, 'onDidSave'>) {
    this.#subscriptions.add(endpoints.onDidChange(changed => this.#look(changed)));
    this.#subscriptions.add(saved.onDidSave(() => this.#take('save')));
    this.#subscriptions.add(window.tabGroups.onDidChangeTabs(() => this.#unfold()));
    this.#subscriptions.add(window.tabGroups.onDidChangeTabGroups(() => this.#unfold()));
  }

  /** Somebody looked at the bytes of a message. */
  looked(): void {
    this.#take('look');
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #look(changed: readonly EndpointSnapshot[]): void {
    for (const { id, isDone } of steps) if (isDone && changed.some(isDone)) this.#take(id);
  }

  #take(id: string): void {
    if (this.#done.has(id)) return;
    this.#done.add(id);
    const key = steps.find(step => step.id === id)?.key;
    if (key === undefined) return;
    this.#next = steps.find(step => !this.#done.has(step.id))?.id;
    // By the time VS Code answers, it has also reported the active tab: the click that completed the step may have changed it.
    unawaited(Promise.resolve(commands.executeCommand('setContext', key, true)).then(() => this.#unfold()));
  }

  /** VS Code knows only the walkthrough that the user is at: elsewhere the step waits until its tab comes to the front. */
  #unfold(): void {
    const next = this.#next;
    if (next === undefined || !isWalkthrough(window.tabGroups.activeTabGroup.activeTab)) return;
    this.#next = undefined;
    // Whoever presses the tab of an open walkthrough gets VS Code's welcome page instead: from the second step on it is brought back.
    const unfolding = this.#isUsed
      ? commands.executeCommand('workbench.action.openWalkthrough', { category: walkthrough, step: next })
      : commands.executeCommand('walkthroughs.selectStep', next);
    this.#isUsed = true;
    unawaited(Promise.resolve(unfolding));
  }
}

/** As far as can be told: VS Code says nothing of such a tab but its label, which is translated. For another one selecting does nothing. */
function isWalkthrough(tab: Tab | undefined): boolean {
  if (!tab || tab.input !== undefined) return false;
  return !env.language.startsWith('en') || /^(Welcome|Walkthrough)/.test(tab.label);
}
