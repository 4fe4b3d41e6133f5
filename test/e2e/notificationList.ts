/** VS Code's list of all notifications: a toast goes after ten seconds, and a slow machine may need longer to press its button. */
import type { Locator } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

/** Opens the list, and resolves with the notification of this text as soon as it is there. */
export async function listedNotification(workbench: Workbench, text: string): Promise<Locator> {
  await workbench.runCommand('Notifications: Show Notifications');
  const item = workbench.page.locator('.notifications-center .notification-list-item', { hasText: text });
  await item.waitFor();
  return item;
}
