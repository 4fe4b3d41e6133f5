/** Defaults for received files: the settings under `portside.files`. */
import { isAbsolute, join } from 'node:path';
import { type Disposable, workspace } from 'vscode';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { phrase, phraseText } from '../../core/phrase.ts';
import type { ReceiveSettings } from '../../core/transfer/transferSnapshot.ts';

const section = 'portside.files';
const bytesPerMiB = 1024 * 1024;
const defaultMaxSizeMiB = 4096;

/**
 * Settings are typed by hand: invalid values are replaced by the default. In an untrusted workspace, VS Code ignores the workspace's own.
 */
export function receiveSettings(): ReceiveSettings {
  const settings = workspace.getConfiguration(section);
  const base = firstFolder();
  const directory = absolute(settings.get<unknown>('directory'), base);
  const maxSize = settings.get<unknown>('maxSize');
  const isSize = typeof maxSize === 'number' && Number.isFinite(maxSize) && maxSize >= 1;
  return {
    maxFileBytes: (isSize ? Math.floor(maxSize) : defaultMaxSizeMiB) * bytesPerMiB,
    // Only an explicit `false` turns the confirmation off.
    asksForRemote: settings.get<unknown>('confirmRemoteFiles') !== false,
    ...(base !== undefined && { baseDirectory: base }),
    ...(directory !== undefined && { directory }),
  };
}

export function onDidChangeReceiveSettings(changed: (settings: ReceiveSettings) => void): Disposable {
  const read = () => changed(receiveSettings());
  const subscriptions = [
    workspace.onDidChangeConfiguration(event => event.affectsConfiguration(section) && read()),
    workspace.onDidChangeWorkspaceFolders(read),
    workspace.onDidGrantWorkspaceTrust(read),
  ];
  return { dispose: () => subscriptions.forEach(one => void one.dispose()) };
}

/** @throws ConfigError for a relative directory if no folder is open that it could be relative to. */
export function checkReceiveDirectory({ files }: EndpointConfig, { baseDirectory }: ReceiveSettings): void {
  if (files?.directory === undefined || baseDirectory !== undefined || isAbsolute(files.directory)) return;
  const reason = phrase('"{0}" is relative, and no folder is open; give an absolute path', files.directory);
  throw new ConfigError([{ path: 'files.directory', message: phraseText(reason), phrase: reason }]);
}

/** Returns where an endpoint, or every endpoint, saves received files; undefined if the user will be asked. */
export function receiveDirectoryOf(config: EndpointConfig | undefined): string | undefined {
  const { baseDirectory, directory } = receiveSettings();
  return absolute(config?.files?.directory, baseDirectory) ?? directory;
}

/**
 * Returns the folder for received files if the user has chosen it: a workspace's setting doesn't extend what commands
 * and pages may do.
 */
export function chosenDirectory(): string | undefined {
  const set = workspace.getConfiguration(section).inspect<unknown>('directory');
  const effective = workspace.getConfiguration(section).get<unknown>('directory');
  return effective === set?.globalValue ? absolute(effective, firstFolder()) : undefined;
}

/** Returns the folder that the user's own setting is relative to; undefined if it is absolute. */
export function chosenBase(): string | undefined {
  const set = workspace.getConfiguration(section).inspect<unknown>('directory')?.globalValue;
  return typeof set === 'string' && !isAbsolute(set) ? firstFolder() : undefined;
}

/** Returns the path of the workspace's first folder if it is on a disk. */
export function firstFolder(): string | undefined {
  const uri = workspace.workspaceFolders?.[0]?.uri;
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

function absolute(directory: unknown, base: string | undefined): string | undefined {
  if (typeof directory !== 'string' || directory.trim() === '') return undefined;
  if (isAbsolute(directory)) return directory;
  return base === undefined ? undefined : join(base, directory);
}
