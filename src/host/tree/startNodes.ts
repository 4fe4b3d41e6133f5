/**
 * Rows that start something, at the end of a list that contains only saved endpoints: VS Code shows its welcome view
 * only if the list is empty.
 */
import { l10n, ThemeIcon, TreeItem } from 'vscode';
import { openRowCommand } from './openRowCommand.ts';

export interface StartNode {
  readonly type: 'start';
  readonly command: 'startTcpServer' | 'connectTcp' | 'openUdp';
}

export const startNodes: readonly StartNode[] = [
  { type: 'start', command: 'startTcpServer' },
  { type: 'start', command: 'connectTcp' },
  { type: 'start', command: 'openUdp' },
];

export function startItem({ command }: StartNode): TreeItem {
  const item = new TreeItem(labelOf(command));
  item.id = `start/${command}`;
  item.iconPath = new ThemeIcon('add');
  item.command = openRowCommand;
  return item;
}

function labelOf(command: StartNode['command']): string {
  switch (command) {
    case 'startTcpServer':
      return l10n.t('Start TCP Server…');
    case 'connectTcp':
      return l10n.t('Connect to TCP Server…');
    case 'openUdp':
      return l10n.t('Open UDP Socket…');
  }
}
