/** The frame around the rows: the header of the log, and the list with the track of its scrollbar. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnNames, LogLayout } from './logColumns.ts';
import { logHead, logHeadId } from './logHead.ts';
import { characterProbe } from './roomMeter.ts';
import type { RowRoom } from './rowRoom.ts';

export interface ListFrame {
  readonly room: RowRoom;
  /** Columns of the log; undefined in the chat. */
  readonly columns: { readonly names: ColumnNames; readonly layout: LogLayout } | undefined;
  readonly trackPixels: number;
  readonly rows: unknown;
  readonly onScroll: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

export function listFrame({ room, columns, trackPixels, rows, onScroll, onKey }: ListFrame): TemplateResult {
  // Set as properties: the page's content security policy forbids style attributes.
  const { isStacked = false, hasPeersBelow = false } = columns?.layout ?? {};
  const looks = [isStacked && 'stacked', hasPeersBelow && 'peers-below'].filter(Boolean);
  return html`<div class=${['list-frame', ...looks].join(' ')} .style=${sizes(room, columns?.layout)}>
    ${columns ? logHead(columns.names, columns.layout) : nothing}
    <div class="scroller ${columns ? 'log' : 'chat'}" tabindex="0" role="list" aria-label=${l10n.t('Transcript')}
      aria-describedby=${columns ? logHeadId : nothing} @scroll=${onScroll} @keydown=${onKey}>
      <div class="track" .style=${`height: ${trackPixels}px`}><div class="rows">${rows}</div></div>
      ${characterProbe()}
    </div>
  </div>`;
}

function sizes({ margin, scrollbarPixels }: RowRoom, layout: LogLayout | undefined): string {
  const own = `--row-margin: ${margin}px; --scrollbar: ${scrollbarPixels}px`;
  if (!layout) return own;
  return `${own}; --log-columns: ${layout.template}; --log-scale: ${layout.scale}; --log-gap: ${layout.gap}px`;
}
