/**
 * Checks the permissions of a command with an argument. Each check rejects with NOT_ALLOWED if a needed one is missing.
 */
import { Uri } from 'vscode';
import { isReachable } from '../../client/permissions/isReachable.ts';
import type { VideoSourceName } from '../../client/video/videoSources.ts';
import { withoutScheme } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { ErrorParamsOf } from '../../core/errorParams.ts';
import { SocketError } from '../../core/socketError.ts';
import { receiveDirectoryOf } from '../endpoints/receiveSettings.ts';
import { shownPath } from '../shown/shownPath.ts';
import type { Permissions } from './permissions.ts';
import { isInPermittedFolder, willBeInPermittedFolder } from './permittedFolders.ts';

export type Granted = Pick<Permissions, 'has'>;

/** The error of a command that lacks a permission. */
export interface NotAllowed extends SocketError {
  readonly code: 'NOT_ALLOWED';
  readonly params: ErrorParamsOf['NOT_ALLOWED'];
}

/**
 * Returns the permissions that are missing to open an endpoint: to listen beyond loopback, and to save received files
 * outside the workspace and the folder for received files.
 */
export async function endpointNeeds(permissions: Granted, config: EndpointConfig): Promise<NotAllowed[]> {
  const needs: NotAllowed[] = [];
  if (!permissions.has('listen') && (await isReachable(config)))
    needs.push(notAllowed({ permission: 'listen', address: withoutScheme(config.address) }));
  return [...needs, ...(await receptionNeeds(permissions, config))];
}

/** Returns what is missing to receive files; the folder may come from the config or from the settings. */
export async function receptionNeeds(permissions: Granted, config: EndpointConfig): Promise<NotAllowed[]> {
  const { directory: own = '', mode = 'off' } = config.files ?? {};
  if (own.trim() === '' && mode === 'off') return [];
  const directory = receiveDirectoryOf(config);
  return directory === undefined ? [] : writingNeeds(permissions, Uri.file(directory));
}

/** Returns what is missing to write a file. */
export async function writingNeeds(permissions: Granted, uri: Uri): Promise<NotAllowed[]> {
  if (permissions.has('receive') || (await willBeInPermittedFolder(uri))) return [];
  return [notAllowed({ permission: 'receive', path: shownPath(uri) })];
}

/** Returns what sending a file or a folder needs. */
export async function sendingNeeds(
  permissions: Granted,
  uri: Uri,
  how: { readonly purpose?: 'import' } = {},
): Promise<NotAllowed[]> {
  if (permissions.has('send') || (await isInPermittedFolder(uri))) return [];
  return [notAllowed({ permission: 'send', path: shownPath(uri), ...how })];
}

/** Rejects with NOT_ALLOWED unless an endpoint may be opened. */
export async function checkEndpoint(permissions: Granted, config: EndpointConfig): Promise<void> {
  throwFirst(await endpointNeeds(permissions, config));
}

/** Rejects with NOT_ALLOWED unless a file may be written. */
export async function checkWriting(permissions: Granted, uri: Uri): Promise<void> {
  throwFirst(await writingNeeds(permissions, uri));
}

/** Rejects with NOT_ALLOWED unless a file or a folder may be sent. */
export async function checkSending(permissions: Granted, uri: Uri): Promise<void> {
  throwFirst(await sendingNeeds(permissions, uri));
}

/** Rejects with NOT_ALLOWED unless a file may be imported. Its caller may read it afterwards, so that needs what sending it needs. */
export async function checkImporting(permissions: Granted, uri: Uri): Promise<void> {
  throwFirst(await sendingNeeds(permissions, uri, { purpose: 'import' }));
}

/** Checks that video being sent doesn't show the camera or the screen. */
export function checkCapture(permissions: Granted, source: VideoSourceName): void {
  const shows = source === 'camera' || source === 'screen';
  if (shows && !permissions.has('capture')) throw notAllowed({ permission: 'capture' });
}

function throwFirst([first]: readonly NotAllowed[]): void {
  if (first) throw first;
}

export function notAllowed(params: NotAllowed['params']): NotAllowed {
  return new SocketError('NOT_ALLOWED', params) as NotAllowed;
}
