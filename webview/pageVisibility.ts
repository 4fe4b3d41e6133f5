/** Whether the page is visible. */

/** Interval between drawings of a page that runs while hidden, for which the browser requests no frames. */
const unseenDrawMs = 10;

const changes = new EventTarget();
let isShown = true;

document.addEventListener('visibilitychange', notifyListeners);

/** Called when the host reports that the page's tab was shown, or hidden while the page keeps running. */
export function setShown(shown: boolean): void {
  isShown = shown;
  notifyListeners();
}

export function isPageVisible(): boolean {
  return isShown && document.visibilityState === 'visible';
}

/** Calls back whenever the visibility changes, until the returned function is called. */
export function onVisibilityChange(listener: () => void): () => void {
  changes.addEventListener('sight', listener);
  return () => changes.removeEventListener('sight', listener);
}

/** Resolves when the screen has been drawn, or would have been if the page were visible. */
export function drawn(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => resolve());
    if (!isPageVisible()) setTimeout(resolve, unseenDrawMs);
  });
}

function notifyListeners(): void {
  changes.dispatchEvent(new Event('sight'));
}
