/** *Reset Command Permissions…*: lists what commands with an argument may do in this workspace, and revokes permissions. */
import { l10n } from 'vscode';
import { type Permission, permissionNames } from '../permissions/permissions.ts';
import { statusMessage } from '../shown/notices.ts';
import { askItem } from '../shown/questions.ts';
import type { Uses } from './commandContext.ts';

/** Asks which permission to revoke, or all of them. Rejects with Dismissed. */
export async function resetPermissions({ permissions }: Uses<'permissions'>): Promise<void> {
  const { granted } = permissions;
  if (granted.length === 0) {
    statusMessage(l10n.t('Commands have no permissions in this workspace.'));
    return;
  }
  const items = granted.map(one => ({ label: labelOf(one), revoked: [one] }));
  const all = { label: l10n.t('All permissions'), revoked: [...permissionNames] };
  const { revoked } = await askItem(granted.length > 1 ? [...items, all] : items, {
    title: l10n.t('Reset Command Permissions'),
    placeHolder: l10n.t('Which permission should be revoked for this workspace?'),
  });
  await permissions.revoke(revoked);
  statusMessage(revoked.length === 1 ? l10n.t('The permission was revoked.') : l10n.t('All permissions were revoked.'));
}

function labelOf(permission: Permission): string {
  switch (permission) {
    case 'listen':
      return l10n.t('Open endpoints that other machines can reach');
    case 'receive':
      return l10n.t('Write files outside the workspace');
    case 'send':
      return l10n.t('Read and send files from outside the workspace');
    case 'change':
      return l10n.t('Change what is saved, and start saved endpoints automatically');
    case 'capture':
      return l10n.t('Send the camera and the screen');
  }
}
