/** Settings: the defaults in package.json, overridden by the user, the workspace and its folders. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { root } from '../paths.ts';
import { EventEmitter } from './events.ts';
import { ConfigurationTarget } from './plainValues.ts';

type Values = Map<string, unknown>;

const defaults: Values = new Map(
  [JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).contributes.configuration]
    .flat()
    .flatMap(({ properties }: { properties: Record<string, { default?: unknown }> }) => Object.entries(properties))
    .map(([key, property]) => [key, property.default]),
);
const user: Values = new Map();
const workspace: Values = new Map();
/** By folder URI. */
const folders = new Map<string, Values>();
const changed = new EventEmitter<vscode.ConfigurationChangeEvent>();

/** The error with which each write by the extension rejects, if set. */
let refusal: Error | undefined;

/** Sets a value for the user, the workspace or one of its folders; `undefined` removes it. */
function set(key: string, value: unknown, target: number = ConfigurationTarget.Global, folder?: vscode.Uri): void {
  const values = valuesOf(target, folder);
  if (value === undefined) values.delete(key);
  else values.set(key, value);
  const affectsConfiguration = (section: string) =>
    key === section || key.startsWith(`${section}.`) || section.startsWith(`${key}.`);
  changed.fire({ affectsConfiguration });
}

function valuesOf(target: number, folder: vscode.Uri | undefined): Values {
  if (target === ConfigurationTarget.Global) return user;
  if (target === ConfigurationTarget.Workspace) return workspace;
  const values = folders.get(String(folder)) ?? new Map();
  folders.set(String(folder), values);
  return values;
}

function getConfiguration(section?: string, folder?: vscode.Uri | null) {
  const full = (key: string) => (section ? `${section}.${key}` : key);
  const inspect = (key: string) => ({
    key: full(key),
    defaultValue: defaults.get(full(key)),
    globalValue: user.get(full(key)),
    workspaceValue: workspace.get(full(key)),
    workspaceFolderValue: folders.get(String(folder))?.get(full(key)),
  });
  const value = (key: string) => {
    const { defaultValue, globalValue, workspaceValue, workspaceFolderValue } = inspect(key);
    return workspaceFolderValue ?? workspaceValue ?? globalValue ?? defaultValue;
  };
  return {
    get: (key: string, fallback?: unknown) => structuredClone(value(key) ?? fallback),
    has: (key: string) => value(key) !== undefined,
    inspect,
    update: async (key: string, to: unknown, target?: number | boolean | null) => {
      if (refusal) throw refusal;
      set(
        full(key),
        to,
        target === true ? ConfigurationTarget.Global : target || ConfigurationTarget.Workspace,
        folder ?? undefined,
      );
    },
  };
}

export const settings = {
  set,
  /** Makes the extension's writes reject, until it is called without an error. */
  refuse: (error?: Error) => {
    refusal = error;
  },
  reset: () => {
    refusal = undefined;
    user.clear();
    workspace.clear();
    folders.clear();
  },
};
export const configurationApi = { getConfiguration, onDidChangeConfiguration: changed.event };
