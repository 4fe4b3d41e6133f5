/** The page of a panel, and of a tab that shows a single video. */
import { randomBytes } from 'node:crypto';
import { env, l10n, UIKind, Uri, type Webview } from 'vscode';
import type { PanelBoot } from '../../protocol/panelCalls.ts';

/** The folder of the webview's bundle. */
export function webviewRoot(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** Returns the HTML of a page that shows an endpoint, or only a single video, by its id. `root` is the folder of the bundle. */
export function panelHtml(webview: Webview, root: Uri, shown: Pick<PanelBoot, 'endpoint' | 'video'>): string {
  const nonce = randomBytes(16).toString('base64');
  const source = (name: string) => webview.asWebviewUri(Uri.joinPath(root, name)).toString();
  const policy = [
    // These two directives don't fall back to `default-src`.
    "default-src 'none'; base-uri 'none'; form-action 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // Pictures that were sent or received, scaled down by the page.
    'img-src blob:',
  ].join('; ');
  const boot: PanelBoot = {
    isBrowser: env.uiKind === UIKind.Web,
    ...shown,
    ...(l10n.bundle && { l10n: l10n.bundle as Record<string, string> }),
  };
  const [script, element] =
    shown.video === undefined ? ['panel', 'portside-panel'] : ['videoPage', 'portside-video-page'];
  return `<!DOCTYPE html>
<html lang="${l10n.bundle ? env.language : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${source('codicon.css')}">
  <link rel="stylesheet" href="${source('panel.css')}">
  <title>Portside</title>
</head>
<body>
  <script id="boot" type="application/json" nonce="${nonce}">${JSON.stringify(boot).replaceAll('<', '\\u003c')}</script>
  <${element} role="main"></${element}>
  <script type="module" nonce="${nonce}" src="${source(`${script}.js`)}"></script>
</body>
</html>`;
}
