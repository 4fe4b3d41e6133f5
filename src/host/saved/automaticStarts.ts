/**
 * Endpoints that open without the user's asking: with the window, or again after a reload. A command may have saved or
 * opened one under a permission, for this workspace or another one, that has since been revoked. The user is asked
 * about such an endpoint once.
 */
import type { Memento } from 'vscode';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointNeeds, type NotAllowed } from '../permissions/checks.ts';
import { permissionKey } from '../permissions/permissionKey.ts';
import { type Permissions, workspaceAddress } from '../permissions/permissions.ts';
import { storedItems } from '../stored.ts';
import { nameOrAddress } from './savedEndpoints.ts';

/** Key in the workspace's memento. */
const key = 'automaticStarts';
/** Maximum number of agreements kept; more than a window ever starts. */
const maxAgreed = 500;

export class AutomaticStarts {
  readonly #permissions: Pick<Permissions, 'has' | 'wasGranted'>;
  readonly #memory: Pick<Memento, 'get' | 'update'>;

  constructor(permissions: Pick<Permissions, 'has' | 'wasGranted'>, memory: Pick<Memento, 'get' | 'update'>) {
    this.#permissions = permissions;
    this.#memory = memory;
  }

  /**
   * Returns what the user must agree to before an endpoint opens automatically, as NOT_ALLOWED errors. Empty if no
   * command was ever allowed to do it: then the user wrote the config.
   */
  async needs(config: EndpointConfig): Promise<NotAllowed[]> {
    const agreed = new Set(this.#agreed);
    return (await endpointNeeds(this.#permissions, config)).filter(
      need => this.#permissions.wasGranted(String(need.params.permission)) && !agreed.has(keyOf(config, need)),
    );
  }

  /** Lets endpoints of this name open automatically from now on, as far as this config reaches. */
  async agree(config: EndpointConfig): Promise<void> {
    const keys = (await this.needs(config)).map(need => keyOf(config, need));
    await this.#memory.update(key, [...this.#agreed, ...keys].slice(-maxAgreed));
  }

  get #agreed(): readonly unknown[] {
    return storedItems(this.#memory, key);
  }
}

function keyOf(config: EndpointConfig, need: NotAllowed): string {
  // VS Code copies the memento when a folder becomes part of a new workspace.
  return JSON.stringify([workspaceAddress() ?? '', nameOrAddress(config), permissionKey(need)]);
}
