/** Checks arguments of the public API where a wrong value would look like something else, such as a peer that doesn’t exist. */

const maxTimerMs = 2 ** 31 - 1;

/** @throws TypeError for anything but an id or nothing. */
export function checkPeer(peer: unknown): void {
  if (!isTextOrNothing(peer)) throw new TypeError('peer must be a string: the id of a peer');
}

/** @throws TypeError for anything but a target or nothing. */
export function checkTarget(to: unknown): void {
  if (to === undefined || to === 'all') return;
  const { peer, address } = (typeof to === 'object' && to !== null ? to : { peer: to }) as Record<string, unknown>;
  if (typeof to !== 'object' || !isTextOrNothing(peer) || !isTextOrNothing(address))
    throw new TypeError('to must be {peer}, {address} or "all"');
}

/** @throws RangeError for anything but a time in ms that a timer can wait. */
export function checkTimeout(timeoutMs: unknown): void {
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0 && timeoutMs <= maxTimerMs))
    throw new RangeError(`timeoutMs must be a number from 0 to ${maxTimerMs}`);
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
