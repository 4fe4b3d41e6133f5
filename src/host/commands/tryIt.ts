/**
 * *Try It: Talk to Yourself*: an echo server and a client for it, side by side, so that there is something to see before there is a
 * program.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { l10n, type Tab, ViewColumn, window } from 'vscode';
import { withoutScheme } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listens } from '../../core/kinds.ts';
import { DisposableStore } from '../disposableStore.ts';
import { isPanel } from '../shown/panelTabs.ts';
import { panelTitles } from '../shown/panelTitles.ts';
import type { Uses } from './commandContext.ts';

const patienceMs = 3000;

/** Opens both, or shows existing ones, and focuses the message box. */
export async function tryIt({ endpoints, panels }: Uses<'endpoints' | 'panels'>): Promise<void> {
  const server = await openOrReuse({ kind: 'tcp-server', address: ':0', name: l10n.t('Echo'), reply: 'echo' });
  const address = withoutScheme(server.address);
  const client = await openOrReuse({ kind: 'tcp-client', address, name: l10n.t('You') });
  await showBoth(server, client, { endpoints, panels });
  if (client.counters.framesOut === 0) await endpoints.engine.send(client.id, new TextEncoder().encode(greeting()));

  async function openOrReuse(config: EndpointConfig): Promise<EndpointSnapshot> {
    const known = (await endpoints.now()).find(
      one => one.config.name === config.name && one.config.kind === config.kind,
    );
    if (!known) return endpoints.open(config, { isKept: true });
    const isOpen = known.state === 'open' && (listens(config) || known.config.address === config.address);
    return isOpen ? known : endpoints.reopen(known.id, { ...known.config, address: config.address });
  }
}

/**
 * Replaces the current editor, unless it is in the server's group, by the client, with the server beside it: stacked,
 * neither would be visible completely, and beside the code there is no room for both.
 */
async function showBoth(
  server: EndpointSnapshot,
  client: EndpointSnapshot,
  { endpoints, panels }: Uses<'endpoints' | 'panels'>,
): Promise<void> {
  const titles = panelTitles(endpoints.all);
  const isShown =
    ({ id }: EndpointSnapshot) =>
    (tab: Tab) =>
      isPanel(tab) && tab.label === titles.get(id);
  const { activeTabGroup } = window.tabGroups;
  panels.open(client.id, true, activeTabGroup.tabs.some(isShown(server)) ? ViewColumn.Beside : ViewColumn.Active);
  const store = new DisposableStore();
  // “Beside” refers to the position of the active tab.
  const isInFront = whenTabs(() => {
    const { activeTab } = window.tabGroups.activeTabGroup;
    return activeTab !== undefined && isShown(client)(activeTab);
  }, store);
  // If two webviews open at once in a browser that has never shown one, VS Code may leave one blank: both wait for the same service worker.
  const hasBegun = panels.whenBegun(client.id);
  // Don't wait longer for a window that is slow to show them.
  await Promise.race([Promise.all([isInFront, hasBegun]), wait(patienceMs)]);
  store.dispose();
  panels.open(server.id, false, ViewColumn.Beside);
}

/** Resolves once the condition holds, which is checked whenever tabs or their groups change. */
function whenTabs(isSo: () => boolean, store: DisposableStore): Promise<void> {
  return new Promise(resolve => {
    const look = () => (isSo() ? resolve() : undefined);
    store.add(window.tabGroups.onDidChangeTabs(look));
    store.add(window.tabGroups.onDidChangeTabGroups(look));
    look();
  });
}

function greeting(): string {
  return l10n.t('Hello! The echo server will send this back.');
}
