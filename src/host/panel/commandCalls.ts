/** What a panel's page has done by commands. */
import { commands } from 'vscode';
import type { PanelCalls } from '../../protocol/panelCalls.ts';

export function commandCalls(endpoint: string): Pick<PanelCalls, 'exportTranscript' | 'run' | 'runOnPeer'> {
  const run = async (command: string, more: object): Promise<void> => {
    await commands.executeCommand(`portside.${command}`, { type: 'panel', endpoint, ...more });
  };
  return {
    exportTranscript: filter => run('exportTranscript', { filter }),
    run: action => {
      const freePort = action === 'restartOnFreePort';
      return run(freePort ? 'restart' : action, { freePort });
    },
    runOnPeer: (action, peer) => run(action, { peer }),
  };
}
