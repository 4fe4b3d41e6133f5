/**
 * Translates URIs from a drag for the extension host, as VS Code's API does with others: they are those of the window.
 */
import { posix } from 'node:path';
import { ExtensionKind, env, extensions, Uri } from 'vscode';

/**
 * Returns the file's URI in the extension host. In a remote window, `file:` there means the remote machine, and the
 * window's `file:` means the local one.
 * @throws
 */
export function draggedUri(text: string): Uri {
  const given = Uri.parse(text, true);
  const uri = given.with({ path: posix.normalize(given.path) });
  if (!runsOnOtherMachine()) return uri;
  if (uri.scheme === 'vscode-remote') return uri.with({ scheme: 'file', authority: '' });
  return uri.scheme === 'file' ? uri.with({ scheme: 'vscode-local' }) : uri;
}

function runsOnOtherMachine(): boolean {
  const us = extensions.getExtension('portside.portside');
  return env.remoteName !== undefined && us?.extensionKind === ExtensionKind.Workspace;
}
