/**
 * Endpoints that open without anybody asking for it now: with the window, or again after a reload. A command may have saved or opened one while
 * it had a permission, in this workspace or for all of them, and the permission may be gone. The user is asked about such an endpoint once.
 */
import type { Memento } from 'vscode';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointNeeds, type NotAllowed } from '../permissions/checks.ts';
import { type Permissions, workspaceAddress } from '../permissions/permissions.ts';
import { reachOf } from '../permissions/reachOf.ts';
import { storedItems } from '../stored.ts';
import { calledAs } from './savedEndpoints.ts';

/** Key in the workspace's memento. */
const key = 'automaticStarts';
/** More than anybody starts with a window. */
const maxAgreed = 500;

export class AutomaticStarts {
  readonly #permissions: Pick<Permissions, 'has' | 'wasGranted'>;
  readonly #memory: Pick<Memento, 'get' | 'update'>;

  constructor(permissions: Pick<Permissions, 'has' | 'wasGranted'>, memory: Pick<Memento, 'get' | 'update'>) {
    this.#permissions = permissions;
    this.#memory = memory;
  }

  /**
   * Returns what the user must agree to before an endpoint opens by itself, as errors NOT_ALLOWED. Nothing as long as no command was ever
   * allowed to do it: then the user wrote it.
   */
  async needs(config: EndpointConfig): Promise<NotAllowed[]> {
    const agreed = new Set(this.#agreed);
    return (await endpointNeeds(this.#permissions, config)).filter(
      need => this.#permissions.wasGranted(String(need.params.permission)) && !agreed.has(keyOf(config, need)),
    );
  }

  /** Lets an endpoint of this name open by itself from now on, as far as this config reaches. */
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
  return JSON.stringify([workspaceAddress() ?? '', calledAs(config), reachOf(need)]);
}
