/** Versions and environment, as far as a report may contain them. */
import { arch, platform, release } from 'node:os';
import { type Extension, ExtensionKind, env, UIKind, version, workspace } from 'vscode';

export interface Environment {
  readonly portside: string;
  readonly vscode: string;
  /** For example, `Visual Studio Code`; `appHost` is where that runs: `desktop`. */
  readonly app: string;
  readonly appHost: string;
  readonly ui: 'desktop' | 'web';
  readonly remote: string;
  /** The machine on which Portside runs: that of the user interface, or that of the workspace. */
  readonly runsIn: 'ui' | 'workspace';
  readonly os: string;
  readonly node: string;
  readonly language: string;
  readonly isTrusted: boolean;
  readonly folders: number;
}

/**
 * Known parts of a remote's authority before the `+`. An authority without one is the address of a server, which
 * reports leave out.
 */
const remoteKinds = ['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

export function environment({ packageJSON, extensionKind }: Extension<unknown>): Environment {
  return {
    portside: String((packageJSON as { version?: unknown }).version),
    vscode: version,
    app: env.appName,
    appHost: env.appHost,
    ui: env.uiKind === UIKind.Web ? 'web' : 'desktop',
    remote: remoteKind(env.remoteName),
    runsIn: extensionKind === ExtensionKind.UI ? 'ui' : 'workspace',
    os: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    language: env.language,
    isTrusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.length ?? 0,
  };
}

function remoteKind(name: string | undefined): string {
  if (name === undefined) return 'none';
  return remoteKinds.includes(name) ? name : 'other';
}
