/** Creates the server of the camera page for this window. */
import { type ExtensionContext, env, l10n, Uri } from 'vscode';
import { CameraServer } from '../../camera/cameraServer.ts';
import type { Log } from '../diagnostics/log.ts';
import { translated } from '../shown/translated.ts';

/** Not synchronized with other machines, since ports belong to this one. */
const portsKey = 'portside.camera.ports';

export function createCameraServer({ extensionUri, globalState }: ExtensionContext, log: Log): CameraServer {
  const path = (...names: string[]) => Uri.joinPath(extensionUri, ...names).fsPath;
  const texts = l10n.bundle as Record<string, string> | undefined;
  return new CameraServer({
    assets: path('dist', 'webview', 'camera'),
    icon: path('media', 'portside.svg'),
    ports: { get: () => globalState.get(portsKey), set: ports => void globalState.update(portsKey, ports) },
    page: { language: texts ? env.language : 'en', ...(texts && { l10n: texts }) },
    translate: translated,
    onFailure: failure => log.fromPage('camera', failure),
  });
}
