/** Whether anybody sees this page at all. */

/** A page that works out of sight is not drawn: then the pace is this. */
const unseenDrawMs = 10;

const changes = new EventTarget();
let isShown = true;

document.addEventListener('visibilitychange', tell);

/** The host says that the tab of this page came into sight, or went out of it and lives on. */
export function setShown(shown: boolean): void {
  isShown = shown;
  tell();
}

export function isInSight(): boolean {
  return isShown && document.visibilityState === 'visible';
}

/** Calls back whenever that changes, until what it returns is called. */
export function onSight(listener: () => void): () => void {
  changes.addEventListener('sight', listener);
  return () => changes.removeEventListener('sight', listener);
}

/** Resolves when the screen was drawn, or would have been for who sees it. */
export function drawn(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => resolve());
    if (!isInSight()) setTimeout(resolve, unseenDrawMs);
  });
}

function tell(): void {
  changes.dispatchEvent(new Event('sight'));
}
