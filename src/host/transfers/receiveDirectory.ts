/** Determines where received files are saved: the user is asked once; `portside.files.directory` stores the answer. */
import { isAbsolute, relative, sep } from 'node:path';
import { ConfigurationTarget, l10n, Uri, workspace } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { firstFolder } from '../endpoints/receiveSettings.ts';
import { workspaceSettingsFile } from '../saved/savedScopes.ts';
import { openDialog } from '../shown/dialogs.ts';
import { statusMessage } from '../shown/notices.ts';
import { askItem } from '../shown/questions.ts';
import type { Transfers } from './transfers.ts';

const setting = 'portside.files.directory';
/** Name of the folder in the workspace. */
const folderName = 'received';
/** Shown longer than usual, because a file of the user's project was changed. */
const shownMs = 10_000;

export interface DirectoryChoice {
  readonly label: string;
  /** Names the changed file, if it isn't the user settings. */
  readonly detail?: string;
  /** Returns an absolute path. Rejects with Dismissed. */
  choose(): Promise<string>;
}

/** Returns the choices. In an untrusted workspace, received files aren't mixed with its own. */
export function directoryChoices(transfers: Transfers): DirectoryChoice[] {
  const below = workspace.isTrusted ? firstFolder() : undefined;
  const inWorkspace = below !== undefined && {
    label: l10n.t('“{0}” in the Workspace', folderName),
    detail: l10n.t('Adds a setting to {0}, shared with the project', workspaceSettingsFile()),
    choose: async () => Uri.joinPath(Uri.file(below), folderName).fsPath,
  };
  return [
    ...(inWorkspace ? [inWorkspace] : []),
    {
      label: l10n.t('Portside’s Own Folder'),
      detail: l10n.t('Outside your project, where VS Code stores extension data: {0}', transfers.storageFolder),
      choose: async () => transfers.storageFolder,
    },
    { label: l10n.t('Choose Folder…'), choose: chooseFolder },
  ];
}

/** Asks with a list, and applies the answer. Rejects with Dismissed. */
export async function askDirectory(transfers: Transfers): Promise<void> {
  await useChosen(await askDirectoryChoice(transfers));
}

/** Asks which folder to use, without storing the answer. Rejects with Dismissed. */
export function askDirectoryChoice(transfers: Transfers): Promise<DirectoryChoice> {
  return askItem(directoryChoices(transfers), { title: l10n.t('Receive Files'), placeHolder: directoryQuestion() });
}

/** Applies a choice. Rejects with Dismissed if a folder has to be selected for it and isn't. */
export async function useChosen(choice: DirectoryChoice): Promise<void> {
  await useDirectory(await choice.choose());
}

export function directoryQuestion(): string {
  return l10n.t('Where should received files go?');
}

/**
 * Sets the folder from now on. This also answers all transfers that wait for a directory: the engine checks them when
 * the setting changes. A folder inside the workspace is stored in the workspace settings, relative to it; any other
 * path is stored in the user settings, unless a value in the workspace settings would hide it. Reports a change to the
 * workspace.
 */
export async function useDirectory(directory: string): Promise<void> {
  const settings = workspace.getConfiguration();
  const base = workspace.isTrusted ? firstFolder() : undefined;
  const below = base === undefined ? undefined : relative(base, directory);
  const isBelow = below !== undefined && below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..';
  const isHidden = workspace.isTrusted && settings.inspect(setting)?.workspaceValue !== undefined;
  const value = isBelow ? below.split(sep).join('/') : directory;
  const target = isBelow || isHidden ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update(setting, value, target);
  if (target === ConfigurationTarget.Workspace)
    statusMessage(l10n.t('Saved the folder for received files to {0}.', workspaceSettingsFile()), shownMs);
}

async function chooseFolder(): Promise<string> {
  const base = firstFolder();
  const [uri] =
    (await openDialog({
      title: directoryQuestion(),
      openLabel: l10n.t('Receive Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(base !== undefined && { defaultUri: Uri.file(base) }),
    })) ?? [];
  if (!uri) throw new Dismissed();
  if (uri.scheme === 'file') return uri.fsPath;
  throw new RangeError(l10n.t('Choose a folder on the machine that opens the sockets, not {0}.', uri.toString()));
}
