/** VS Code's list of all notifications: a toast goes after ten seconds, and a slow machine may need longer to press its button. */
import type { Locator } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

/** Opens the list once something is in it, since it doesn't stay open empty, and resolves with the notification of this text. */
export async function listedNotification(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const item = page.locator('.notifications-center .notification-list-item', { hasText: text });
  // The bell has a dot from the first notification on that the list hasn't shown.
  await item.or(page.locator('.statusbar .codicon-bell-dot')).first().waitFor();
  if (!(await item.isVisible())) await workbench.runCommand('Notifications: Show Notifications');
  await item.waitFor();
  return item;
}
