/** A row as a page shows it: events as sentences. Loaded with the first rows, since the sentences are long. */
import { eventSeverity } from '../../core/eventSeverity.ts';
import type { PeerRole } from '../../core/kinds.ts';
import { eventText, followsPeer } from '../../core/sentences/events/eventSentence.ts';
import type { Row } from '../../core/transcriptEntry.ts';
import type { PanelRow } from '../../protocol/panelCalls.ts';
import { pageText } from '../shown/shownText.ts';
import { translate } from '../shown/translated.ts';

export function panelRow(row: Row, role: PeerRole): PanelRow {
  const { event, peer } = row;
  if (!event) return row;
  return {
    ...row,
    sentence: pageText(eventText(event, { role, peer: peer?.address }, translate)),
    ...(followsPeer(event, role) && { followsPeer: true }),
    severity: eventSeverity(event),
  };
}
