/**
 * The methods of capturing the user's camera or screen in this window: their names, whether they work, and how they start.
 */
import { hostname } from 'node:os';
import { commands, ExtensionKind, env, extensions, l10n, UIKind, Uri, workspace } from 'vscode';
import {
  type CaptureMethodId,
  type CaptureMethodOutline,
  captureMethodOutlines,
} from '../../camera/captureMethodOutlines.ts';
import { findFfmpeg } from '../../camera/ffmpeg/findFfmpeg.ts';
import type { CameraProblem } from '../../core/camera/cameraProblem.ts';
import type { CameraKind } from '../../core/camera/cameraTask.ts';
import { translated } from '../shown/translated.ts';

const openIntegratedBrowser = 'workbench.action.browser.open';

/** A capture method, described in the user's language. */
export interface CaptureMethod {
  readonly id: CaptureMethodId;
  readonly label: string;
  readonly detail: string;
  readonly machine: CaptureMethodOutline['machine'];
  /** Reason why it can't be used; absent if it can be tried. */
  readonly problem?: string;
}

/**
 * Returns all methods, best first. `panel` is present if one is open for the endpoint; its problem is what its page
 * reported when it tried.
 */
export async function captureMethods(
  kind: CameraKind,
  panel?: { readonly problem?: CameraProblem },
): Promise<CaptureMethod[]> {
  const [known, ffmpeg] = await Promise.all([commands.getCommands(true), ffmpegProgram()]);
  const otherMachine = nameOfOtherMachine();
  const outlines = captureMethodOutlines({
    kind,
    hasIntegratedBrowser: known.includes(openIntegratedBrowser),
    isWeb: env.uiKind === UIKind.Web,
    hasFfmpeg: ffmpeg !== undefined,
    ...(panel && { panel }),
    ...(otherMachine !== undefined && { otherMachine }),
  });
  return outlines.map(({ id, label, detail, machine, problem }) => ({
    id,
    label: translated(label),
    detail: translated(detail),
    machine,
    ...(problem && { problem: translated(problem) }),
  }));
}

/** Opens the camera page. Rejects with a sentence if VS Code doesn't open it, or the user cancels. */
export async function openCameraPage(method: 'integratedBrowser' | 'systemBrowser', url: string): Promise<void> {
  if (method === 'systemBrowser') {
    // VS Code forwards the port itself if necessary.
    const isOpen = await env.openExternal(Uri.parse(url));
    if (!isOpen) throw new Error(l10n.t('The camera page wasn’t opened.'));
    return;
  }
  await commands.executeCommand(openIntegratedBrowser, await asSeenByTheWindow(url));
}

/**
 * Returns the URL for the integrated browser, which runs beside the window, not beside the sockets, unless it is set to
 * use the remote connection.
 */
async function asSeenByTheWindow(url: string): Promise<string> {
  const goesThrough = workspace.getConfiguration('workbench.browser').get('enableRemoteProxy') === true;
  if (nameOfOtherMachine() === undefined || goesThrough) return url;
  return (await env.asExternalUri(Uri.parse(url))).toString(true);
}

/** Returns the path of ffmpeg on the machine that opens the sockets. */
export function ffmpegProgram(): Promise<string | undefined> {
  const path = workspace.getConfiguration('portside.video').get<unknown>('ffmpegPath');
  return findFfmpeg(typeof path === 'string' ? path : '');
}

/** Returns the name of the machine that opens the sockets, unless it is the user's own. */
function nameOfOtherMachine(): string | undefined {
  const runsHere = extensions.getExtension('portside.portside')?.extensionKind === ExtensionKind.UI;
  return env.remoteName === undefined || runsHere ? undefined : hostname();
}
