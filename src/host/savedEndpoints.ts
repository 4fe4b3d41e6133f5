/** Endpoints kept in the `portside.endpoints` setting. An entry that can't be used is kept and told, with the field that is wrong. */
import { ConfigurationTarget, type Disposable, EventEmitter, l10n, workspace } from 'vscode';
import { ConfigError } from '../core/configError.ts';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import { parseEndpointConfig } from './configSchema.ts';
import { problemsText } from './sentences.ts';

/** One entry of the setting: usable, or with the reason why not. */
export type SavedEndpoint =
  | { readonly label: string; readonly config: EndpointConfig }
  | { readonly label: string; readonly problem: string };

const section = 'portside';
const key = 'endpoints';

export class SavedEndpoints implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription = workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration(`${section}.${key}`)) this.#changed.fire();
  });

  async all(): Promise<SavedEndpoint[]> {
    const value = workspace.getConfiguration(section).get<unknown>(key, []);
    if (!Array.isArray(value)) {
      return [{ label: `${section}.${key}`, problem: notAList() }];
    }
    return Promise.all(value.map(saved));
  }

  /** Adds a config, or replaces the one of the same name, in the workspace's settings where there is a workspace, else the user's. */
  async save(config: EndpointConfig): Promise<void> {
    const settings = workspace.getConfiguration(section);
    const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    const inspected = settings.inspect<unknown>(key);
    const current =
      (target === ConfigurationTarget.Workspace ? inspected?.workspaceValue : inspected?.globalValue) ?? [];
    // Whatever it is, somebody wrote it: it is not replaced.
    if (!Array.isArray(current)) throw new RangeError(notAList());
    const others = current.filter((one: unknown) => config.name === undefined || nameOf(one) !== config.name);
    await settings.update(key, [...others, { version: 1, ...config }], target);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function notAList(): string {
  return l10n.t('The setting {0} must be a list.', `${section}.${key}`);
}

function nameOf(value: unknown): unknown {
  return ((value ?? {}) as { name?: unknown }).name;
}

async function saved(value: unknown, index: number): Promise<SavedEndpoint> {
  const name = nameOf(value);
  const { address } = (value ?? {}) as { address?: unknown };
  const label = [name, address].find(text => typeof text === 'string') as string | undefined;
  const place = `${section}.${key}[${index}]`;
  try {
    return { label: label ?? place, config: (await parseEndpointConfig(value)).config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { label: label ?? place, problem: `${place}: ${problemsText(error)}` };
  }
}
