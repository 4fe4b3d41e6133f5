/**
 * Runs in a page before the workbench loads: the window asks whether the folder is trusted, although the server disables that for its
 * windows. So no second server is needed.
 */
export function askForTrust(): void {
  new MutationObserver((_, observer) => {
    const config = document.getElementById('vscode-workbench-web-configuration');
    const settings = config?.getAttribute('data-settings');
    if (!config || !settings) return;
    observer.disconnect();
    config.setAttribute('data-settings', JSON.stringify({ ...JSON.parse(settings), enableWorkspaceTrust: true }));
  }).observe(document, { childList: true, subtree: true });
}
