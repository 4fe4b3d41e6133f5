/** Transfers in the panel, and the questions that VS Code asks when a user sends files. */
import { basename } from 'node:path';
import type { Locator } from 'playwright-core';
import type { PanelOnScreen } from './panelOnScreen.ts';
import type { Workbench } from './workbench.ts';

/** Returns the card of a transfer in the panel. */
export function card({ panel }: PanelOnScreen, name: string): Locator {
  return panel.getByRole('group', { name, exact: true });
}

/** Chooses a file of the folder that VS Code's file dialog shows. */
export async function chooseFile(workbench: Workbench, path: string): Promise<void> {
  await workbench.question('Send Files').waitFor();
  // Until the folder is listed, the dialog itself writes into its field.
  await listed(workbench, basename(path)).waitFor();
  await workbench.quickInput.fill(path);
  await listed(workbench, basename(path)).waitFor();
  await workbench.confirm();
}

/** Chooses to send raw bytes and keep the connection open. */
export async function answerBytes(workbench: Workbench): Promise<void> {
  await listed(workbench, 'keep the connection open').waitFor();
  await workbench.confirm();
}

function listed({ page }: Workbench, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}
