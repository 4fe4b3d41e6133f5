/** Asks which endpoint to show in a tab from an earlier window, if that isn't known. */
import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type WebviewPanel } from 'vscode';
import * as z from 'zod';

const answer = z.strictObject({ endpoint: z.string() });

/**
 * Asks for one of these endpoints, given by id and title; `root` is the folder of the webview's bundle. Resolves with the
 * id of the chosen one, or with undefined if the tab is closed.
 */
export function askEndpoint(
  view: WebviewPanel,
  endpoints: readonly (readonly [id: string, title: string])[],
  root: Uri,
): Promise<string | undefined> {
  const { webview } = view;
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  const chosen = new Promise<string | undefined>(resolve => {
    view.onDidDispose(() => resolve(undefined));
    const receiving = webview.onDidReceiveMessage(message => {
      const given = answer.safeParse(message).data;
      if (!given) return;
      receiving.dispose();
      resolve(given.endpoint);
    });
  });
  webview.html = pageOf(view, endpoints, root);
  return chosen;
}

function pageOf({ webview }: WebviewPanel, endpoints: Parameters<typeof askEndpoint>[1], root: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const buttons = endpoints.map(
    ([id, title]) =>
      `<li><button type="button" class="link" data-endpoint="${escaped(id)}">${escaped(title)}</button></li>`,
  );
  return `<!DOCTYPE html>
<html lang="${l10n.bundle ? env.language : 'en'}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}">
  <link rel="stylesheet" href="${webview.asWebviewUri(Uri.joinPath(root, 'panel.css')).toString()}">
  <title>Portside</title>
</head>
<body>
  <main class="lost-panel">
    <p>${escaped(l10n.t('Portside can’t tell which endpoint this tab showed before the window was reloaded. Choose one:'))}</p>
    <ul>${buttons.join('')}</ul>
  </main>
  <script nonce="${nonce}">
    const vscode = acquireVsCodeApi();
    for (const button of document.querySelectorAll('button'))
      button.addEventListener('click', () => vscode.postMessage({ endpoint: button.dataset.endpoint }));
  </script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
