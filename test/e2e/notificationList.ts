/** VS Code's notification list. Toasts vanish after ten seconds, which may be too soon to press a button on a slow machine. */
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
