/** Actions on a row that the list and its menu request, and the composer performs, since it knows the target. */
import type { PanelRow, RowAction } from '../../src/protocol/panelCalls.ts';

export interface RowRequest {
  readonly action: RowAction;
  readonly row: PanelRow;
}

const requests = new EventTarget();

export function requestRowAction(action: RowAction, row: PanelRow): void {
  requests.dispatchEvent(new CustomEvent<RowRequest>('request', { detail: { action, row } }));
}

/** Calls back with each request until the returned function is called. */
export function onRowRequest(listener: (request: RowRequest) => void): () => void {
  const onEvent = (event: Event) => listener((event as CustomEvent<RowRequest>).detail);
  requests.addEventListener('request', onEvent);
  return () => requests.removeEventListener('request', onEvent);
}
