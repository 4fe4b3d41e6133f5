/** Actions of a panel's page that run commands. */
import { commands } from 'vscode';
import { ofUser } from '../../client/callers/ofUser.ts';
import type { PanelAction, PanelCalls } from '../../protocol/panelCalls.ts';
import { holderOf } from '../endpoints/endpointHoldingPort.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';

export function commandCalls(
  endpoint: string,
  endpoints: Pick<Endpoints, 'find' | 'has'>,
): Pick<PanelCalls, 'exportTranscript' | 'run' | 'runOnPeer'> {
  const runCommand = async (command: string, more: object): Promise<void> => {
    await commands.executeCommand(`portside.${command}`, ofUser({ type: 'panel', endpoint, ...more }));
  };
  const run = async (action: PanelAction): Promise<void> => {
    switch (action) {
      case 'restartOnFreePort':
        return runCommand('restart', { freePort: true });
      case 'showHolder': {
        const holder = holderOf(endpoints.find(endpoint).failure, endpoints);
        // The holder may have been removed.
        if (holder !== undefined) await runCommand('openPanel', { endpoint: holder });
        return;
      }
      default:
        return runCommand(action, { freePort: false });
    }
  };
  return {
    exportTranscript: filter => runCommand('exportTranscript', { filter }),
    run,
    runOnPeer: (action, peer) => runCommand(action, { peer }),
  };
}
