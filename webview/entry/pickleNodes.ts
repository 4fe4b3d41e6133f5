/** A pickle's value as the rows of a tree: only data, whatever the pickle requests. */
import * as l10n from '@vscode/l10n';
import { formatHex } from '../../src/core/bytes/hex.ts';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import { textStart } from '../../src/core/pickle/oldPickles.ts';
import { pickleTree } from '../../src/core/pickle/pickleTree.ts';
import {
  isNode,
  type PickleArray,
  type PickleCollection,
  type PickleFlaw,
  type PickleObject,
  type PickleValue,
} from '../../src/core/pickle/pickleValue.ts';
import { readPickle } from '../../src/core/pickle/readPickle.ts';
import { byteCount } from '../byteCount.ts';

export interface PickleRow {
  /** Its role in the parent: a key, an index, a part of a call. */
  readonly key: string | undefined;
  /** Kind in Python's terms: `dict`, `str`, `numpy.ndarray`. */
  readonly type: string;
  readonly text: string;
  /** Target of a reference elsewhere in the tree. */
  readonly id?: number;
  /** Undefined if it contains nothing. There may be millions of children: each is created on demand. */
  readonly children?: PickleChildren;
}

export interface PickleChildren {
  readonly count: number;
  row(at: number): PickleRow;
}

/** Maximum length shown in one row. */
const shownBytes = 24;
const shownUnits = 300;

/** The root of a pickle's contents, or why it can't be read. */
export function pickleRows(bytes: Uint8Array): { root: PickleRow } | { flaw: PickleFlaw } {
  const { pickle, flaw } = readPickle(bytes);
  return pickle ? { root: rowOf(pickleTree(pickle), undefined) } : { flaw };
}

function rowOf(value: PickleValue, key: string | undefined): PickleRow {
  if (!isNode(value)) return { key, ...leaf(value) };
  switch (value.kind) {
    case 'float':
      return { key, type: 'float', text: floatText(value.value) };
    case 'text':
      return { key, type: 'str', text: quoted(textStart(value, 2 * shownUnits)) };
    case 'long':
      return { key, type: 'int', text: l10n.t('integer of {0}', byteCount(value.bytes.length)) };
    case 'global':
      return { key, type: '', text: visibleText(value.name) };
    case 'reference':
      return { key, type: '', text: l10n.t('same as #{0}', value.to) };
    case 'omission':
      return { key, type: '', text: l10n.t('omitted: nested too deeply, or too large') };
    case 'array':
      return arrayRow(value, key);
    case 'object':
      return objectRow(value, key);
    default:
      return collectionRow(value, key);
  }
}

function leaf(value: null | boolean | number | bigint | string | Uint8Array): Pick<PickleRow, 'type' | 'text'> {
  if (value === null) return { type: '', text: 'None' };
  if (value instanceof Uint8Array) return { type: 'bytes', text: bytesText(value) };
  switch (typeof value) {
    case 'boolean':
      return { type: 'bool', text: value ? 'True' : 'False' };
    case 'string':
      return { type: 'str', text: quoted(value) };
    default:
      return { type: 'int', text: String(value) };
  }
}

function collectionRow({ kind, id, items, omitted = 0 }: PickleCollection, key: string | undefined): PickleRow {
  const isDict = kind === 'dict';
  const here = isDict ? Math.floor(items.length / 2) : items.length;
  const count = here + omitted;
  const text = count === 1 ? l10n.t('1 item') : l10n.t('{0} items', count);
  const row = (at: number): PickleRow => {
    if (at === here) return { key: undefined, type: '', text: omissionText(omitted) };
    return isDict ? entryRow(items, at) : rowOf(items[at] ?? null, String(at));
  };
  const children = { count: here + (omitted > 0 ? 1 : 0), row };
  return { key, id, type: kind, text, ...(count > 0 && { children }) };
}

function omissionText(omitted: number): string {
  return omitted === 1 ? l10n.t('1 more omitted') : l10n.t('{0} more omitted', omitted);
}

/** A key that isn't a short text or a number has a row of its own. */
function entryRow(items: readonly PickleValue[], at: number): PickleRow {
  const [name = null, value = null] = [items[2 * at], items[2 * at + 1]];
  if (!isNode(name) && !(name instanceof Uint8Array)) return rowOf(value, leaf(name).text);
  const children = rowsOf([
    [l10n.t('key'), name],
    [l10n.t('value'), value],
  ]);
  return { key: String(at), type: '', text: l10n.t('entry'), children };
}

function arrayRow({ id, dtype, shape, order, data }: PickleArray, key: string | undefined): PickleRow {
  const size = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const facts = [`${dtype} ${size}`, byteCount(data.length), ...(order === 'C' ? [] : [order])];
  const children = rowsOf([[l10n.t('bytes'), data]]);
  return { key, id, type: 'numpy.ndarray', text: facts.join(', '), ...(data.length > 0 && { children }) };
}

/** What Python would create by a call; here, nothing is called. */
function objectRow(
  { id, callee, args, kwargs, state, items, entries }: PickleObject,
  key: string | undefined,
): PickleRow {
  const parts: [string, PickleValue | undefined][] = [
    [l10n.t('callee'), callee],
    [l10n.t('arguments'), args],
    [l10n.t('keyword arguments'), kwargs],
    [l10n.t('state'), state],
    [l10n.t('items'), items],
    [l10n.t('entries'), entries],
  ];
  const given = parts.filter((part): part is [string, PickleValue] => part[1] !== undefined);
  const name = isNode(callee) && callee.kind === 'global' ? visibleText(callee.name) : '…';
  const text = l10n.t('Python would call {0}; Portside doesn’t', name);
  return { key, id, type: '', text, children: rowsOf(given) };
}

function rowsOf(parts: readonly (readonly [string, PickleValue])[]): PickleChildren {
  return { count: parts.length, row: at => rowOf(parts[at]?.[1] ?? null, parts[at]?.[0]) };
}

function bytesText(bytes: Uint8Array): string {
  const shown = formatHex(bytes.subarray(0, shownBytes));
  return bytes.length > shownBytes ? `${byteCount(bytes.length)}: ${shown} …` : `${byteCount(bytes.length)}: ${shown}`;
}

function quoted(text: string): string {
  const shown = visibleText(JSON.stringify(text.slice(0, wholeBefore(text, shownUnits))));
  return text.length > shownUnits ? `${shown} …` : shown;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
