/** Files in the panel, and the questions with which VS Code lets a user send them. */
import { basename } from 'node:path';
import type { Locator } from 'playwright-core';
import type { PanelPage } from './panelPage.ts';
import type { Workbench } from './workbench.ts';

/** The card of a transfer in the panel. */
export function card({ panel }: PanelPage, name: string): Locator {
  return panel.getByRole('group', { name, exact: true });
}

/** Names a file of the folder that VS Code's file dialog shows. */
export async function chooseFile(workbench: Workbench, path: string): Promise<void> {
  await workbench.question('Send Files').waitFor();
  // Before the folder is listed the dialog writes into its field itself.
  await listed(workbench, basename(path)).waitFor();
  await workbench.quickInput.fill(path);
  await listed(workbench, basename(path)).waitFor();
  await workbench.confirm();
}

/** Answers how files go to the peer: their bytes, and the connection stays open. */
export async function answerBytes(workbench: Workbench): Promise<void> {
  await listed(workbench, 'keep the connection open').waitFor();
  await workbench.confirm();
}

function listed({ page }: Workbench, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}
