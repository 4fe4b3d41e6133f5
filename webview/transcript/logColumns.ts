/** The columns of the log: as wide as what was seen in them, and all there at any width. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { formatShortTime, formatTime } from '../formatTime.ts';
import { ruleNumber } from './rowActions.ts';
import type { RowRoom } from './rowRoom.ts';
import { formatTimeSince } from './timeSince.ts';

/** Up to this width of a row the columns before the text are set smaller, and times have no fraction. */
const compactPixels = 680;
const compactScale = 0.85;
/** With fewer characters beside the columns the text has a line of its own. */
const leastTextColumns = 20;
const arrowPixels = 12;
const gapPixels = { wide: 10, compact: 6 };
/** Of names in the header. */
const leastPixels = { since: 24, peer: 40, length: 34, rule: 28 };
const maxPeerColumns = { wide: 24, compact: 8 };

export interface LogLayout {
  /** The columns before the text are small. */
  readonly isCompact: boolean;
  /** The text has a line of its own. */
  readonly isStacked: boolean;
  /** The value of `grid-template-columns`. */
  readonly template: string;
  /** Characters that fit in a line of the text. */
  readonly textColumns: number;
}

export class LogColumns {
  #since = 0;
  #peer = 0;
  #length = 0;
  #rule = 0;

  /** Makes room for what a row shows. Columns never become narrower, so that they don't move back and forth. */
  see(row: PanelRow, previous: PanelRow | undefined, label: string): void {
    if (previous) this.#since = Math.max(this.#since, formatTimeSince(row.time - previous.time).length);
    this.#peer = Math.max(this.#peer, label.length);
    if (row.direction !== 'event') this.#length = Math.max(this.#length, String(row.length).length);
    this.#rule = Math.max(this.#rule, ruleNumber(row.origin).length);
  }

  /** Another list begins. */
  reset(): void {
    this.#since = 0;
    this.#peer = 0;
    this.#length = 0;
    this.#rule = 0;
  }

  layout(room: RowRoom): LogLayout {
    const isCompact = room.rowPixels <= compactPixels;
    const scaled = room.characterPixels * (isCompact ? compactScale : 1);
    const of = (characters: number) => Math.ceil(characters * scaled);
    const time = of((isCompact ? formatShortTime : formatTime)(0).length);
    const since = Math.max(leastPixels.since, of(this.#since));
    const peer = Math.max(leastPixels.peer, of(Math.min(this.#peer, maxPeerColumns[isCompact ? 'compact' : 'wide'])));
    const length = Math.max(leastPixels.length, of(this.#length));
    const rule = Math.max(leastPixels.rule, of(this.#rule));
    const before = [time, since, arrowPixels, peer, length, rule];
    const gap = gapPixels[isCompact ? 'compact' : 'wide'];
    const left = room.rowPixels - before.reduce((sum, pixels) => sum + pixels + gap, 0);
    const isStacked = room.columnsIn(left) < leastTextColumns;
    // In a line without the text the peer takes what is left, or less where there is nothing.
    const template = isStacked
      ? `${time}px ${since}px ${arrowPixels}px minmax(0, 1fr) ${length}px ${rule}px`
      : `${before.map(pixels => `${pixels}px`).join(' ')} minmax(0, 1fr)`;
    return { isCompact, isStacked, template, textColumns: isStacked ? room.rowColumns : room.columnsIn(left) };
  }
}
