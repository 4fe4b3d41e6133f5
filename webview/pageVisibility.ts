/** Whether this page is visible at all. */

/** A page that runs while hidden isn't drawn: this is the interval then. */
const unseenDrawMs = 10;

const changes = new EventTarget();
let isShown = true;

document.addEventListener('visibilitychange', tell);

/** The host reports that the tab of this page was shown, or hidden while it keeps running. */
export function setShown(shown: boolean): void {
  isShown = shown;
  tell();
}

export function isInSight(): boolean {
  return isShown && document.visibilityState === 'visible';
}

/** Calls back whenever that changes, until the returned function is called. */
export function onSight(listener: () => void): () => void {
  changes.addEventListener('sight', listener);
  return () => changes.removeEventListener('sight', listener);
}

/** Resolves when the screen has been drawn, or would have been. */
export function drawn(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => resolve());
    if (!isInSight()) setTimeout(resolve, unseenDrawMs);
  });
}

function tell(): void {
  changes.dispatchEvent(new Event('sight'));
}
