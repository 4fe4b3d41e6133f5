/**
 * The columns of the log. Each is as wide as its content so far, and shown at any width; the rule column appears with the first automatic
 * reply.
 */
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { timeCharacters } from '../formatTime.ts';
import { ruleNumber } from './rowActions.ts';
import { fullDumpColumns, fullHexColumns, offsetDigits } from './rowHex.ts';
import type { RowRoom } from './rowRoom.ts';
import { formatTimeSince } from './timeSince.ts';

/** Layout of the columns before the text: the narrower the rows, the smaller. Without fractions if times are short. */
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
/** Characters of a peer's label if there is room for them, and if there is less. */
const maxPeerCharacters = 24;
const shortPeerCharacters = 12;
/** Rows up to this width, in pixels, are compact or tiny. */
const compactPixels = 680;
const tinyPixels = 280;
/** A line of eight bytes with offset and text must fit beside the columns. Otherwise, messages have lines of their own. */
const leastTextColumns = 39;
/** Widths of the frame around a rule's number, and of the icon of a reply that no numbered rule sent. */
const badgeCharacters = 1;
const iconCharacters = 2;
/** Width of a character of the header, relative to one of the rows. */
const nameScale = 0.8;

/** Column names in the header, which have room for them. */
export interface ColumnNames {
  readonly time: string;
  readonly since: string;
  readonly peer: string;
  readonly length: string;
  readonly rule: string;
}

export interface LogLayout {
  readonly hasShortTimes: boolean;
  /** Whether messages that don't fit beside the columns have lines of their own, across the row. */
  readonly isStacked: boolean;
  /** Whether the peer is shown before the message, on the line below the columns, because they have no room for its full label. */
  readonly hasPeersBelow: boolean;
  /** Whether there is a column for the rules that replied. */
  readonly hasRules: boolean;
  /** Size of the columns before the text, relative to it. */
  readonly scale: number;
  /** Gap between columns in pixels. */
  readonly gap: number;
  /** The value of `grid-template-columns` for the columns before the text. */
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

  /** Makes room for the content of a row. Columns never become narrower, so that they don't move back and forth. */
  see(row: PanelRow, previous: PanelRow | undefined, label: string): void {
    if (previous) this.#since = Math.max(this.#since, formatTimeSince(row.time - previous.time).length);
    this.#peer = Math.max(this.#peer, label.length);
    if (row.direction !== 'event') this.#longest = Math.max(this.#longest, row.length);
    this.#rule = Math.max(this.#rule, ruleCharacters(row.origin));
  }

  /** Another list begins. */
  reset(): void {
    this.#since = 0;
    this.#peer = 0;
    this.#longest = 0;
    this.#rule = 0;
  }

  /** Lays out the columns for messages in this form. They are denser than usual if lines of 16 bytes fit only then. */
  layout(room: RowRoom, names: ColumnNames, form: RowForm = 'text'): LogLayout {
    const { rowPixels } = room;
    const usual = rowPixels <= tinyPixels ? tiny : rowPixels <= compactPixels ? compact : wide;
    const settings = usual === wide && form !== 'text' ? [wide, dense, compact] : [usual];
    const wanted = this.#wantedColumns(form);
    const fits = ({ textColumns }: LogLayout) => textColumns >= wanted;
    const roomy = settings.map(setting => this.#beside(room, names, setting, maxPeerCharacters)).find(fits);
    if (roomy) return roomy;
    // The end of a peer's label is enough if the rest of it would leave no room for the message.
    for (const most of [maxPeerCharacters, shortPeerCharacters]) {
      const layout = this.#beside(room, names, usual, most);
      if (layout.textColumns >= leastTextColumns) return layout;
    }
    return this.#stacked(room, names, usual);
  }

  /** Number of characters of the longest line of a message, as far as that is limited. */
  #wantedColumns(form: RowForm): number {
    if (form === 'mixed') return fullDumpColumns(offsetDigits(this.#longest));
    return form === 'hex' ? fullHexColumns() : leastTextColumns;
  }

  /** Messages are beside the columns, with this many characters for a peer's label at most. */
  #beside(room: RowRoom, names: ColumnNames, setting: Setting, mostOfPeer: number): LogLayout {
    const { gap } = setting;
    const before = this.#widths(room.characterPixels, setting, names, mostOfPeer);
    const columns = room.columnsIn(room.rowPixels - widthOf(before, gap) - gap);
    const template = templateOf(before);
    const look = { ...this.#look(setting), isStacked: false, hasPeersBelow: false };
    return { ...look, template, textColumns: columns, lineColumns: columns };
  }

  /** Messages have lines of their own. */
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

  /** Widths in pixels of time, time since the previous row, direction, peer, length and, if there is one, rule. */
  #widths(characterPixels: number, setting: Setting, names: ColumnNames, mostOfPeer: number): number[] {
    const { scale, arrow, hasShortTimes } = setting;
    // As in transcript.css: names don't become as small as the rows.
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

/** The column of the peer. */
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
