/** Runs the whole extension in this process, in the fake VS Code. Needs a built `dist/`. */
import './register.ts';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { PortsideApi } from '../../../src/host/api.ts';
import { fakeMemento } from '../fakeMemento.ts';
import { root } from '../paths.ts';
import { settings } from './configuration.ts';
import { resetVscode } from './freshVscode.ts';
import { Uri } from './plainValues.ts';
import { questions } from './questions.ts';
import { webviews } from './webviews.ts';
import { commandApi, workbenchState } from './workbenchState.ts';

export interface ActiveExtension {
  readonly api: PortsideApi;
  /** The folder for everything it stores. */
  readonly storage: string;
  /** Deactivates and reactivates it with its stored data and settings, like reloading a window. Closes its tabs. */
  reload(): Promise<void>;
  run(command: string, ...args: unknown[]): Promise<unknown>;
  /** Closes every socket and resets the fake VS Code. */
  stop(): Promise<void>;
}

export interface ExtensionOptions {
  readonly language?: string;
  /** The translations, by English string. */
  readonly bundle?: Record<string, string>;
  /** Folders of the window. */
  readonly folders?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

export async function activateExtension({
  language = 'en',
  bundle,
  folders = [],
  settings: values = {},
}: ExtensionOptions = {}): Promise<ActiveExtension> {
  Object.assign(workbenchState.state, { language, bundle, folders: [...folders] });
  for (const [key, value] of Object.entries(values)) settings.set(key, value);
  const storage = await mkdtemp(join(tmpdir(), 'portside-fake-'));
  await mkdir(join(storage, 'global'));
  const extension = await import('../../../src/extension.ts');
  const context = contextIn(storage);
  let api = extension.activate(context);
  const deactivate = async () => {
    await extension.deactivate();
    for (const one of context.subscriptions.splice(0).reverse()) await one.dispose();
  };
  return {
    get api() {
      return api;
    },
    storage,
    async reload() {
      await deactivate();
      for (const panel of webviews.all) panel.dispose();
      questions.reset();
      api = extension.activate(context);
    },
    run: async (command, ...args) => commandApi.executeCommand(`portside.${command}`, ...args),
    async stop() {
      await deactivate();
      resetVscode();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function contextIn(storage: string): ExtensionContext {
  return {
    subscriptions: [] as ExtensionContext['subscriptions'],
    extensionUri: Uri.file(root),
    extensionPath: root,
    globalStorageUri: Uri.file(join(storage, 'global')),
    storageUri: Uri.file(join(storage, 'workspace')),
    logUri: Uri.file(join(storage, 'log')),
    workspaceState: fakeMemento(),
    globalState: fakeMemento(),
    extension: { id: 'portside.portside', extensionPath: root, packageJSON: manifest },
  } as unknown as ExtensionContext;
}
