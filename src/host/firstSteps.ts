/**
 * Steps of the walkthrough. Each is completed by a context key that is set when the user has done what the step
 * describes; then the next step expands.
 */
import { commands, type Disposable, env, type Tab, window } from 'vscode';
import { unawaited } from '../client/unawaited.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import { listens } from '../core/kinds.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints/endpoints.ts';
import type { SavedEndpoints } from './saved/savedEndpoints.ts';

interface Step {
  readonly id: string;
  readonly key: string;
  /** Absent if completion is detected elsewhere. */
  isDone?(endpoint: EndpointSnapshot): boolean;
}

const walkthrough = 'portside.portside#firstSteps';

/** Steps in the order of the walkthrough. */
const steps: readonly Step[] = [
  { id: 'server', key: 'portside.listens', isDone: ({ config, state }) => listens(config) && state === 'open' },
  { id: 'client', key: 'portside.heard', isDone: ({ config, counters }) => listens(config) && counters.framesIn > 0 },
  { id: 'answer', key: 'portside.said', isDone: ({ config, counters }) => listens(config) && counters.framesOut > 0 },
  { id: 'look', key: 'portside.looked' },
  {
    id: 'rules',
    key: 'portside.replies',
    isDone: ({ config, state }) => Array.isArray(config.reply) && listens(config) && state === 'open',
  },
  { id: 'save', key: 'portside.saved' },
];

export class FirstSteps implements Disposable {
  readonly #done = new Set<string>();
  readonly #subscriptions = new DisposableStore();
  /** The step to expand as soon as the user is in the walkthrough. */
  #next: string | undefined;
  /** Whether a step was completed while the walkthrough was the active tab. */
  #isUsed = false;

  constructor(endpoints: Pick<Endpoints, 'onDidChange'>, saved: Pick<SavedEndpoints, 'onDidSave'>) {
    this.#subscriptions.add(endpoints.onDidChange(changed => this.#look(changed)));
    this.#subscriptions.add(saved.onDidSave(() => this.#take('save')));
    this.#subscriptions.add(window.tabGroups.onDidChangeTabs(() => this.#unfold()));
    this.#subscriptions.add(window.tabGroups.onDidChangeTabGroups(() => this.#unfold()));
  }

  /** Completes the step of looking at a message's bytes. */
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
    // By the time VS Code answers, it has also reported the active tab, which the click that completed the step may
    // have changed.
    unawaited(Promise.resolve(commands.executeCommand('setContext', key, true)).then(() => this.#unfold()));
  }

  /** VS Code can select a step only in the active walkthrough. Until then, the step waits. */
  #unfold(): void {
    const next = this.#next;
    if (next === undefined || !isWalkthrough(window.tabGroups.activeTabGroup.activeTab)) return;
    this.#next = undefined;
    // Selecting the tab of an open walkthrough shows VS Code's welcome page instead: from the second step on, the walkthrough is restored.
    const unfolding = this.#isUsed
      ? commands.executeCommand('workbench.action.openWalkthrough', { category: walkthrough, step: next })
      : commands.executeCommand('walkthroughs.selectStep', next);
    this.#isUsed = true;
    unawaited(Promise.resolve(unfolding));
  }
}

/**
 * Whether a tab is the walkthrough, as far as can be determined: VS Code reports only the label of such a tab, which is
 * translated. For any other tab, selecting a step has no effect.
 */
function isWalkthrough(tab: Tab | undefined): boolean {
  if (!tab || tab.input !== undefined) return false;
  return !env.language.startsWith('en') || /^(Welcome|Walkthrough)/.test(tab.label);
}
