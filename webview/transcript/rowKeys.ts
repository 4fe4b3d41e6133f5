/**
 * Keys of a list of rows. Each corresponds to a pointer action: an arrow key selects a row, like a click, and changes
 * nothing else. Enter inspects the row, like a double click in the log and the first button of a bubble. Space shows
 * the bytes in the log itself, like the button with the chevron, so that several rows can be open at once; in the chat,
 * it unfolds a long message, or folds it again. Events can't be inspected.
 */
import type { PanelPeer, PanelRow, RowAction } from '../../src/protocol/panelCalls.ts';
import { commandKey } from '../widgets/commandKey.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat'>;

/** State of the list when a key is pressed. */
export interface RowFocus {
  /** The focused row, if it has been fetched. */
  readonly row: PanelRow | undefined;
  /** Position from which keys move. */
  readonly from: number;
  /** Position of the first row. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
  readonly hasSelectedText: boolean;
  /** Whether another row is selected for comparison. */
  readonly canCompare: boolean;
}

export type KeyMeaning =
  | { readonly does: 'inspect'; readonly row: PanelRow }
  | { readonly does: 'toggle'; readonly row: PanelRow }
  | { readonly does: 'showPeer'; readonly peer: PanelPeer }
  | { readonly does: 'renamePeer'; readonly peer: PanelPeer }
  | { readonly does: 'act'; readonly action: RowAction; readonly row: PanelRow }
  | { readonly does: 'go'; readonly to: number };

const pageRows = 10;

/** Returns undefined for keys that have no effect at the moment. */
export function keyMeaning(event: Key, focus: RowFocus): KeyMeaning | undefined {
  const { row, from, first, end } = focus;
  if (row) {
    const action = rowAction(event, row, focus);
    if (action) return { does: 'act', action, row };
    const isMessage = row.direction !== 'event';
    if (isMessage && event.key === 'Enter') return { does: 'inspect', row };
    if (isMessage && event.key === ' ') return { does: 'toggle', row };
    if (row.peer && isPlain(event) && event.key.toLowerCase() === 'o') return { does: 'showPeer', peer: row.peer };
    if (row.peer && isPlain(event) && event.key === 'F2') return { does: 'renamePeer', peer: row.peer };
  }
  const to = keyTarget(event.key, from, first, end);
  return to === undefined ? undefined : { does: 'go', to };
}

/** Returns the position to which a key moves the focus; undefined for other keys, and if there are no rows. */
export function keyTarget(key: string, from: number, first: number, end: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - pageRows,
    PageDown: from + pageRows,
    Home: first,
    End: end - 1,
  };
  const target = targets[key];
  return target === undefined || end === first ? undefined : Math.max(first, Math.min(end - 1, target));
}

function isPlain(event: Key): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat);
}

function rowAction(event: Key, row: PanelRow, { hasSelectedText, canCompare }: RowFocus): RowAction | undefined {
  // The browser copies selected text.
  if (commandKey(event) === 'c') return hasSelectedText ? undefined : 'copyText';
  if (!isPlain(event) || row.direction === 'event') return undefined;
  switch (event.key.toLowerCase()) {
    case 'r':
      return 'sendAgain';
    case 'e':
      return 'editAndSend';
    case 'd':
      return canCompare ? 'compare' : 'selectForCompare';
    default:
      return undefined;
  }
}
