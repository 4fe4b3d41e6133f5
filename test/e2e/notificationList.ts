/** VS Code's notification list. Toasts vanish after ten seconds, which may be too soon to press a button on a slow machine. */
import type { Locator } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

/**
 * Opens the list and resolves with the notification. Waits for the notification first, because the list closes when its
 * last one disappears.
 */
export async function listedNotification(workbench: Workbench, text: string): Promise<Locator> {
  const item = workbench.page.locator('.notifications-center .notification-list-item', { hasText: text });
  await item
    .or(workbench.notifications.filter({ hasText: text }))
    .first()
    .waitFor();
  if (!(await item.isVisible())) await workbench.runCommand('Notifications: Show Notifications');
  await item.waitFor();
  return item;
}
