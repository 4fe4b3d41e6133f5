/** Stores the permissions that the user has granted to commands with an argument in this workspace. */
import { type Memento, workspace } from 'vscode';
import { storedItems } from '../stored.ts';

/**
 * `listen`: open endpoints that other machines can reach. `receive` and `send`: write and send files outside the workspace and the folder
 * for received files. `change`: change or remove saved endpoints and messages, or have endpoints start with the window. `capture`: send the camera or the screen.
 */
export const permissionNames = ['listen', 'receive', 'send', 'change', 'capture'] as const;
export type Permission = (typeof permissionNames)[number];

/** Key in the workspace's memento. */
const key = 'permissions';
/** Key in the global memento. */
const everKey = 'permissionsEverGranted';

interface Granted {
  /** The workspace's address: VS Code copies the memento when a folder becomes part of a new workspace. */
  readonly workspace: string;
  readonly granted: readonly Permission[];
}

export class Permissions {
  readonly #memory: Pick<Memento, 'get' | 'update'>;
  readonly #everywhere: Pick<Memento, 'get' | 'update'>;
  /** Permissions of a window without a folder. They end with it, since such windows may share their memento. */
  #ofWindow: readonly Permission[] = [];

  /** `memory` is the workspace's memento, `everywhere` the global one. */
  constructor(memory: Pick<Memento, 'get' | 'update'>, everywhere: Pick<Memento, 'get' | 'update'>) {
    this.#memory = memory;
    this.#everywhere = everywhere;
  }

  /** Permissions that are in effect: none while the workspace isn't trusted. */
  get granted(): readonly Permission[] {
    if (!workspace.isTrusted) return [];
    const here = workspaceAddress();
    if (here === undefined) return this.#ofWindow;
    const stored = this.#memory.get<Partial<Granted>>(key);
    const granted = stored?.workspace === here && Array.isArray(stored.granted) ? stored.granted : [];
    return permissionNames.filter(name => granted.includes(name));
  }

  has(permission: Permission): boolean {
    return this.granted.includes(permission);
  }

  /** Whether a permission was ever granted in any workspace: commands may then have left something in this one, too. */
  wasGranted(permission: string): boolean {
    return this.#ever.includes(permission);
  }

  /** @throws RangeError while the workspace isn't trusted. */
  async grant(permission: Permission): Promise<void> {
    if (!workspace.isTrusted) throw new RangeError('permissions can’t be granted in an untrusted workspace');
    // Recorded first, so that no command can use a permission that isn't on record.
    if (!this.wasGranted(permission)) await this.#everywhere.update(everKey, [...this.#ever, permission]);
    await this.#store([...this.granted, permission]);
  }

  async revoke(permissions: readonly Permission[]): Promise<void> {
    await this.#store(this.granted.filter(one => !permissions.includes(one)));
  }

  get #ever(): readonly unknown[] {
    return storedItems(this.#everywhere, everKey);
  }

  async #store(granted: readonly Permission[]): Promise<void> {
    const here = workspaceAddress();
    if (here === undefined) this.#ofWindow = granted;
    else await this.#memory.update(key, { workspace: here, granted } satisfies Granted);
  }
}

/** Returns the address of the workspace's file, or of its only folder; undefined in a window without a folder. */
export function workspaceAddress(): string | undefined {
  return (workspace.workspaceFile ?? workspace.workspaceFolders?.[0]?.uri)?.toString();
}
