/**
 * Checks what a command with an argument requests. Each check rejects with NOT_ALLOWED, unless the command needs no permission or has one.
 */
import { Uri } from 'vscode';
import { withoutScheme } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { type ErrorParams, SocketError } from '../../core/socketError.ts';
import { isInOwnPlaces, willBeInOwnPlaces } from '../transfers/ownPlaces.ts';
import { receiveDirectoryOf } from '../transfers/receiveSettings.ts';
import { shownPath } from '../transfers/shownPath.ts';
import type { VideoSourceName } from '../video/videoChoices.ts';
import { isReachable } from './isReachable.ts';
import type { Permission, Permissions } from './permissions.ts';

type Granted = Pick<Permissions, 'has'>;

/** Checks that an endpoint doesn’t listen beyond loopback, and saves received files in the workspace or the folder for received files. */
export async function checkEndpoint(permissions: Granted, config: EndpointConfig): Promise<void> {
  if (!permissions.has('listen') && (await isReachable(config)))
    throw notAllowed('listen', { address: withoutScheme(config.address) });
  const own = config.files?.directory?.trim();
  const directory = own ? receiveDirectoryOf(config) : undefined;
  if (directory !== undefined) await checkWriting(permissions, Uri.file(directory));
}

/** Checks that a file is written in the workspace or the folder for received files. */
export async function checkWriting(permissions: Granted, uri: Uri): Promise<void> {
  if (permissions.has('receive') || (await willBeInOwnPlaces(uri))) return;
  throw notAllowed('receive', { path: shownPath(uri) });
}

/** Checks that a file or a folder to be sent is in the workspace or the folder for received files. */
export async function checkSending(permissions: Granted, uri: Uri): Promise<void> {
  if (permissions.has('send') || (await isInOwnPlaces(uri))) return;
  throw notAllowed('send', { path: shownPath(uri) });
}

/** Checks that video being sent doesn’t show the camera or the screen. */
export function checkCapture(permissions: Granted, source: VideoSourceName): void {
  const shows = source === 'camera' || source === 'screen';
  if (shows && !permissions.has('capture')) throw notAllowed('capture', {});
}

function notAllowed(permission: Permission, params: ErrorParams): SocketError {
  return new SocketError('NOT_ALLOWED', { permission, ...params });
}
