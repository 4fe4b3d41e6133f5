/** Groups messages from one peer in one direction that follow each other within a short time. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';

/** A pause of at least this length begins a new group. */
const pauseMs = 60_000;

/** Whether a row continues the group of the previous row, so that the name and the time needn't be repeated. */
export function continuesGroup(row: PanelRow, previous: PanelRow | undefined): boolean {
  if (!previous || row.direction === 'event') return false;
  const sincePrevious = row.time - previous.time;
  return (
    row.direction === previous.direction &&
    row.peer?.id === previous.peer?.id &&
    // The clock may have been set back.
    sincePrevious >= 0 &&
    sincePrevious < pauseMs
  );
}
