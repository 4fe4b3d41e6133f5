/** *Try It: Talk to Yourself*: an echo server and a client of it, side by side, so that there is something to see before there is a program. */
import { commands, l10n, window } from 'vscode';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { CommandContext } from './commandContext.ts';

/** Opens both, or shows those that are there, and puts the cursor where to type. */
export async function tryIt({ endpoints, panels }: CommandContext): Promise<void> {
  const server = await openOrReuse({ kind: 'tcp-server', address: ':0', name: l10n.t('Echo'), reply: 'echo' });
  const address = server.address.replace(/^\w+:\/\//, '');
  const client = await openOrReuse({ kind: 'tcp-client', address, name: l10n.t('You') });
  const desk = window.tabGroups.all.some(({ tabs }) => tabs.length > 0);
  const arePanelsNew = !panels.has(server.id) && !panels.has(client.id);
  panels.open(server.id);
  panels.open(client.id);
  panels.open(client.id, true);
  // Beside an open editor both share its other side, one above the other: three columns would be too narrow.
  if (desk && arePanelsNew) await commands.executeCommand('workbench.action.moveEditorToBelowGroup');
  if (client.counters.framesOut === 0) await endpoints.send(client.id, new TextEncoder().encode(greeting()));

  async function openOrReuse(config: EndpointConfig): Promise<EndpointSnapshot> {
    const known = endpoints.all.find(one => one.config.name === config.name && one.config.kind === config.kind);
    if (!known) return endpoints.open(config, { isKept: true });
    const isOpen = known.state === 'open' && (config.kind !== 'tcp-client' || known.config.address === config.address);
    return isOpen ? known : endpoints.reopen(known.id, { ...known.config, address: config.address });
  }
}

function greeting(): string {
  return l10n.t('Hello! This goes to the echo server and comes back.');
}
