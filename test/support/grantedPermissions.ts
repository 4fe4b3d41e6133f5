/** Permissions of a workspace in which commands may do anything, for tests about something else. */
import { type Permissions, permissionNames } from '../../src/host/permissions/permissions.ts';

export const grantedPermissions: Pick<Permissions, 'has' | 'granted'> = { has: () => true, granted: permissionNames };
