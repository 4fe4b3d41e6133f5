/** Actions of a panel's page that run commands. */
import { commands } from 'vscode';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import type { PanelAction, PanelCalls } from '../../protocol/panelCalls.ts';
import { endpointHoldingPort } from '../endpoints/endpointHoldingPort.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';

export function commandCalls(
  endpoint: string,
  endpoints: Pick<Endpoints, 'find' | 'has'>,
): Pick<PanelCalls, 'exportTranscript' | 'editDraftAsJson' | 'run' | 'runOnPeer'> {
  const runForResult = (command: string, more: object): Thenable<unknown> =>
    commands.executeCommand(`portside.${command}`, markUserArgument({ type: 'panel', endpoint, ...more }));
  const runCommand = async (command: string, more: object): Promise<void> => {
    await runForResult(command, more);
  };
  const run = async (action: PanelAction): Promise<void> => {
    switch (action) {
      case 'restartOnFreePort':
        return runCommand('restart', { freePort: true });
      case 'showHolder': {
        const holder = endpointHoldingPort(endpoints.find(endpoint).failure, endpoints);
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
    editDraftAsJson: async draft => (await runForResult('editAsJson', { draft })) === true,
    run,
    runOnPeer: (action, peer) => runCommand(action, { peer }),
  };
}
