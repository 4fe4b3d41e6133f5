/** *Try It: Talk to Yourself*: an echo server and a client of it, side by side, so that there is something to see before there is a program. */
import { setTimeout as wait } from 'node:timers/promises';
import { l10n, ViewColumn, window } from 'vscode';
import { withoutScheme } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { CommandContext } from './commandContext.ts';

const patienceMs = 3000;

/** Opens both, or shows those that are there, and puts the cursor where to type. */
export async function tryIt({ endpoints, panels }: CommandContext): Promise<void> {
  const server = await openOrReuse({ kind: 'tcp-server', address: ':0', name: l10n.t('Echo'), reply: 'echo' });
  const address = withoutScheme(server.address);
  const client = await openOrReuse({ kind: 'tcp-client', address, name: l10n.t('You') });
  await showBoth(server, client, panels);
  if (client.counters.framesOut === 0) await endpoints.send(client.id, new TextEncoder().encode(greeting()));

  async function openOrReuse(config: EndpointConfig): Promise<EndpointSnapshot> {
    const known = (await endpoints.now()).find(
      one => one.config.name === config.name && one.config.kind === config.kind,
    );
    if (!known) return endpoints.open(config, { isKept: true });
    const isOpen = known.state === 'open' && (config.kind !== 'tcp-client' || known.config.address === config.address);
    return isOpen ? known : endpoints.reopen(known.id, { ...known.config, address: config.address });
  }
}

/** The client where the user is, the server beside: one could not be seen whole above the other, nor both beside the code. */
async function showBoth(
  server: EndpointSnapshot,
  client: EndpointSnapshot,
  panels: CommandContext['panels'],
): Promise<void> {
  panels.open(client.id, true, ViewColumn.Active);
  // “Beside” is meant from there.
  await until(() => window.tabGroups.activeTabGroup.activeTab?.label === endpointLabel(client));
  panels.open(server.id, false, ViewColumn.Beside);
}

/** Of tabs and their groups. A window that is slow to show them is not waited for. */
async function until(isSo: () => boolean): Promise<void> {
  const store = new DisposableStore();
  const seen = new Promise<void>(resolve => {
    const look = () => (isSo() ? resolve() : undefined);
    store.add(window.tabGroups.onDidChangeTabs(look));
    store.add(window.tabGroups.onDidChangeTabGroups(look));
    look();
  });
  await Promise.race([seen, wait(patienceMs)]);
  store.dispose();
}

function greeting(): string {
  return l10n.t('Hello! The echo server will send this back.');
}
