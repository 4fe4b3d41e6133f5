/** URIs in a drag are the window's own. URIs that arrive through VS Code's API are translated for the extension host; these aren't. */
import { posix } from 'node:path';
import { ExtensionKind, env, extensions, Uri } from 'vscode';

/**
 * Returns the file as the extension host knows it: in a remote window, its `file:` is the other machine, the window's `file:` this one.
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
