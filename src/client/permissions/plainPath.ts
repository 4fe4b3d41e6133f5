/**
 * Interprets paths by their text alone, on every system. `paths` is Node's path module of a system, so that Windows
 * rules can be tested elsewhere and vice versa.
 */
import path, { type PlatformPath } from 'node:path';

/** Names that Windows treats as devices in every folder, with any extension: `COM1`, `nul.txt`. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
/** Shares without files: named pipes and mailslots. */
const noFiles = /^[\\/]{2}[^\\/]+[\\/](pipe|mailslot|ipc\$)[\\/]?$/i;

/**
 * Returns true for the absolute path of a file or folder, unless a name in it means something else. On Windows these
 * do: devices (`\\.\COM1`, `\\?\…`, `NUL`), pipes, a path relative to a drive (`C:x`) or without one (`\x`), the
 * streams of a file (`a.txt:b`), and names that end with a dot or a space, which Windows cuts off. A share is plain
 * only if one of the folders is on the same share: merely accessing a path on another machine logs in to it.
 */
export function isPlainPath(given: string, folders: readonly string[], paths: PlatformPath = path): boolean {
  if (!paths.isAbsolute(given) || given.includes('\0')) return false;
  if (paths.sep === '/') return true;
  const { root } = paths.parse(given);
  const names = given.slice(root.length).split(/[\\/]/);
  return isPlainRoot(root, folders, paths) && names.every(isPlainName);
}

/** Returns true if a path lies in a folder, or is that folder. Both must be real: without links and `..`. */
export function isBelow(real: string, folder: string, paths: PlatformPath = path): boolean {
  const way = paths.relative(folder, real);
  return way.split(paths.sep)[0] !== '..' && !paths.isAbsolute(way);
}

/**
 * Returns true if the path of a socket leads to another machine: on Windows, any pipe whose path doesn't begin with
 * `\\.\pipe\` or `\\?\pipe\`. Two dots could lead out of there.
 */
export function isOnOtherMachine(socket: string, paths: PlatformPath = path): boolean {
  if (paths.sep === '/' || !/^[\\/]{2}/.test(socket)) return false;
  return !/^[\\/]{2}[.?][\\/]pipe[\\/]/i.test(socket) || socket.split(/[\\/]/).includes('..');
}

function isPlainRoot(root: string, folders: readonly string[], paths: PlatformPath): boolean {
  if (/^[a-z]:[\\/]$/i.test(root)) return true;
  // Any other root is a share or a device, or lacks a drive.
  const isShare = /^[\\/]{2}[^\\/.?]/.test(root) && !noFiles.test(root);
  return isShare && folders.some(folder => isSame(paths.parse(folder).root, root));
}

/** Compares as Windows does: either slash, ignoring case. */
function isSame(one: string, other: string): boolean {
  const known = (root: string) => root.replaceAll('/', '\\').replace(/\\$/, '').toLowerCase();
  return known(one) === known(other);
}

function isPlainName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return true;
  const [base = ''] = name.split('.');
  return !name.includes(':') && !/[. ]$/.test(name) && !deviceName.test(base.trimEnd());
}
