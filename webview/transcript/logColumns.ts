/**
 * The columns of the log. Each is as wide as its content so far, and none is hidden in narrow panels. The rule column
 * appears with the first automatic reply.
 */
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { timeCharacters } from '../formatTime.ts';
import { ruleNumber } from './rowActions.ts';
import { fullDumpColumns, fullHexColumns, offsetDigits } from './rowHex.ts';
import type { RowRoom } from './rowRoom.ts';
import { formatTimeSince } from './timeSince.ts';

/** Layout of the columns before the text: smaller for narrower rows, and without fractions if times are short. */
interface Setting {
  readonly scale: number;
  readonly gap: number;
  readonly arrow: number;
  readonly hasShortTimes: boolean;
}

const wide: Setting = { scale: 1, gap: 10, arrow: 12, hasShortTimes: false };
const dense: Setting = { scale: 0.85, gap: 6, arrow: 12, hasShortTimes: false };
const compact: Setting = { scale: 0.85, gap: 6, arrow: 12, hasShortTimes: true };
const tiny: Setting = { scale: 0.75, gap: 4, arrow: 10, hasShortTimes: true };
/** Maximum number of characters of a peer's label; the shorter one applies if space is short. */
const maxPeerCharacters = 24;
const shortPeerCharacters = 12;
/** Maximum widths of rows, in pixels, that are compact or tiny. */
const compactPixels = 680;
const tinyPixels = 280;
/** A line of eight bytes with offset and text must fit beside the columns; otherwise, messages have their own lines. */
const leastTextColumns = 39;
/** Widths of the frame around a rule's number, and of the icon for a reply without a rule number. */
const badgeCharacters = 1;
const iconCharacters = 2;
/** Width of a header character relative to a character of a row. */
const nameScale = 0.8;

/** Names of the columns in the header; columns have room for their names. */
export interface ColumnNames {
  readonly time: string;
  readonly since: string;
  readonly peer: string;
  readonly length: string;
  readonly rule: string;
}

export interface LogLayout {
  readonly hasShortTimes: boolean;
  /** Whether messages that don't fit beside the columns have their own lines, across the row. */
  readonly isStacked: boolean;
  /**
   * Whether the peer is shown before the message, on the line below the columns, because its full label doesn't fit in
   * them.
   */
  readonly hasPeersBelow: boolean;
  /** Whether there is a column for the rules that replied. */
  readonly hasRules: boolean;
  /** Font size of the columns before the text, relative to it. */
  readonly scale: number;
  /** Gap between columns in pixels. */
  readonly gap: number;
  /** Value of `grid-template-columns` for the columns before the text. */
  readonly template: string;
  /** Number of characters that fit on the longest line of the text. */
  readonly textColumns: number;
  /** Number of characters of a message that fit on its first line, beside the peer if that is shown there. */
  readonly lineColumns: number;
}

export class LogColumns {
  #since = 0;
  #peer = 0;
  /** Size of the longest message in bytes. */
  #longest = 0;
  #rule = 0;

  /** Makes room for the content of a row. Columns never shrink, so that they don't move back and forth. */
  see(row: PanelRow, previous: PanelRow | undefined, label: string): void {
    if (previous) this.#since = Math.max(this.#since, formatTimeSince(row.time - previous.time).length);
    this.#peer = Math.max(this.#peer, label.length);
    if (row.direction !== 'event') this.#longest = Math.max(this.#longest, row.length);
    this.#rule = Math.max(this.#rule, ruleCharacters(row.origin));
  }

  /** Starts over for another list. */
  reset(): void {
    this.#since = 0;
    this.#peer = 0;
    this.#longest = 0;
    this.#rule = 0;
  }

  /** Lays out the columns for messages in this form. Denser than usual if that is what makes lines of 16 bytes fit. */
  layout(room: RowRoom, names: ColumnNames, form: RowForm = 'text'): LogLayout {
    const { rowPixels } = room;
    const usual = rowPixels <= tinyPixels ? tiny : rowPixels <= compactPixels ? compact : wide;
    const settings = usual === wide && form !== 'text' ? [wide, dense, compact] : [usual];
    const wanted = this.#wantedColumns(form);
    const fits = ({ textColumns }: LogLayout) => textColumns >= wanted;
    const roomy = settings.map(setting => this.#beside(room, names, setting, maxPeerCharacters)).find(fits);
    if (roomy) return roomy;
    // If the whole label would leave no room for the message, show only the end of it.
    for (const most of [maxPeerCharacters, shortPeerCharacters]) {
      const layout = this.#beside(room, names, usual, most);
      if (layout.textColumns >= leastTextColumns) return layout;
    }
    return this.#stacked(room, names, usual);
  }

  /** Returns the number of characters of a message's longest line, if it is limited. */
  #wantedColumns(form: RowForm): number {
    if (form === 'mixed') return fullDumpColumns(offsetDigits(this.#longest));
    return form === 'hex' ? fullHexColumns() : leastTextColumns;
  }

  /** Lays out messages beside the columns, with at most this many characters for a peer's label. */
  #beside(room: RowRoom, names: ColumnNames, setting: Setting, mostOfPeer: number): LogLayout {
    const { gap } = setting;
    const before = this.#widths(room.characterPixels, setting, names, mostOfPeer);
    const columns = room.columnsIn(room.rowPixels - widthOf(before, gap) - gap);
    const template = templateOf(before);
    const look = { ...this.#look(setting), isStacked: false, hasPeersBelow: false };
    return { ...look, template, textColumns: columns, lineColumns: columns };
  }

  /** Lays out messages on their own lines. */
  #stacked(room: RowRoom, names: ColumnNames, setting: Setting): LogLayout {
    const { rowPixels, rowColumns } = room;
    const whole = this.#widths(room.characterPixels, setting, names, maxPeerCharacters);
    const hasPeersBelow = widthOf(whole, setting.gap) > rowPixels;
    const template = templateOf(hasPeersBelow ? whole.toSpliced(peerTrack, 1) : whole);
    const beside = hasPeersBelow ? Math.min(this.#peer, maxPeerCharacters) + 1 : 0;
    const lineColumns = Math.max(1, rowColumns - beside);
    const look = { ...this.#look(setting), isStacked: true, hasPeersBelow };
    return { ...look, template, textColumns: rowColumns, lineColumns };
  }

  #look({ hasShortTimes, scale, gap }: Setting): Pick<LogLayout, 'hasShortTimes' | 'hasRules' | 'scale' | 'gap'> {
    return { hasShortTimes, hasRules: this.#rule > 0, scale, gap };
  }

  /**
   * Returns widths in pixels: time, time since the previous row, direction, peer, length and, if there is one, rule.
   */
  #widths(characterPixels: number, setting: Setting, names: ColumnNames, mostOfPeer: number): number[] {
    const { scale, arrow, hasShortTimes } = setting;
    // As in transcript.css: names shrink less than the rows.
    const ofName = nameScale * (0.5 + 0.5 * scale);
    const track = (characters: number, { length }: string) =>
      Math.ceil(characterPixels * Math.max(characters * scale, length * ofName));
    return [
      track(timeCharacters(hasShortTimes), names.time),
      track(this.#since, names.since),
      arrow,
      track(Math.min(this.#peer, mostOfPeer), names.peer),
      track(String(this.#longest).length, names.length),
      ...(this.#rule > 0 ? [track(this.#rule, names.rule)] : []),
    ];
  }
}

/** Index of the peer's column. */
const peerTrack = 3;

function widthOf(tracks: readonly number[], gap: number): number {
  return tracks.reduce((sum, pixels) => sum + pixels, gap * (tracks.length - 1));
}

function templateOf(tracks: readonly number[]): string {
  return tracks.map(pixels => `${pixels}px`).join(' ');
}

function ruleCharacters(origin: Origin | undefined): number {
  if (origin === 'greeting' || origin === 'echo') return iconCharacters;
  const { length } = ruleNumber(origin);
  return length === 0 ? 0 : length + badgeCharacters;
}
