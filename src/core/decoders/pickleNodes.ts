/** Converts a pickle's value to the nodes of a tree: only data, whatever the pickle requests. */
import { countedBytes } from '../bytes/formatBytes.ts';
import { formatHex } from '../bytes/hex.ts';
import { visibleText } from '../bytes/visibleText.ts';
import { wholeBefore } from '../bytes/wholeCharacters.ts';
import { joined, phrase, type TextOrPhrase } from '../phrase.ts';
import { textStart } from '../pickle/oldPickles.ts';
import {
  isNode,
  type PickleArray,
  type PickleCollection,
  type PickleObject,
  type PickleValue,
} from '../pickle/pickleValue.ts';
import type { TreeChildren, TreeNode } from './decoded.ts';

/** Limits of what is shown in one row. */
const shownBytes = 24;
const shownUnits = 300;
/** Bytes of the longest escape of a UTF-16 unit in pickled text: `\u20ac`. */
const maxUnitBytes = 6;

/** Returns the node for a value made by `pickleTree`. Children are created when shown: there may be millions. */
export function pickleNode(value: PickleValue, key?: TextOrPhrase): TreeNode {
  if (!isNode(value)) return { key, ...leaf(value) };
  switch (value.kind) {
    case 'float':
      return { key, type: 'float', text: floatText(value.value) };
    case 'text':
      return { key, type: 'str', text: quoted(textStart(value, maxUnitBytes * (shownUnits + 1))) };
    case 'long':
      return { key, type: 'int', text: phrase('integer of {0}', countedBytes(value.bytes.length)) };
    case 'global':
      return { key, type: '', text: visibleText(value.name) };
    case 'reference':
      return { key, type: '', text: phrase('same as #{0}', value.to) };
    case 'omission':
      return { key, type: '', text: phrase('omitted: nested too deeply, or too large') };
    case 'array':
      return arrayNode(value, key);
    case 'object':
      return objectNode(value, key);
    default:
      return collectionNode(value, key);
  }
}

function leaf(value: null | boolean | number | bigint | string | Uint8Array): Pick<TreeNode, 'type' | 'text'> {
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

function collectionNode(value: PickleCollection, key: TextOrPhrase | undefined): TreeNode {
  const { kind, items, omitted = 0 } = value;
  const isDict = kind === 'dict';
  const here = isDict ? Math.floor(items.length / 2) : items.length;
  const count = here + omitted;
  const text = count === 1 ? phrase('1 item') : phrase('{0} items', count);
  const node = (at: number): TreeNode => {
    if (at === here) return { type: '', text: omissionText(omitted) };
    return isDict ? entryNode(items, at) : pickleNode(items[at] ?? null, String(at));
  };
  const children = { length: here + (omitted > 0 ? 1 : 0), at: node };
  return { key, ...numberOf(value), type: kind, text, ...(count > 0 && { children }) };
}

function omissionText(omitted: number): TextOrPhrase {
  return omitted === 1 ? phrase('1 more omitted') : phrase('{0} more omitted', omitted);
}

/** Returns the node of a dict entry. A key that isn't a short text or a number has its own node. */
function entryNode(items: readonly PickleValue[], at: number): TreeNode {
  const [name = null, value = null] = [items[2 * at], items[2 * at + 1]];
  if (!isNode(name) && !(name instanceof Uint8Array)) return pickleNode(value, leaf(name).text);
  const children = nodesOf([
    [phrase('key'), name],
    [phrase('value'), value],
  ]);
  return { key: String(at), type: '', text: phrase('entry'), children };
}

function arrayNode(value: PickleArray, key: TextOrPhrase | undefined): TreeNode {
  const { dtype, shape, order, data } = value;
  const size = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const text = joined([`${dtype} ${size}, `, countedBytes(data.length), order === 'C' ? '' : `, ${order}`], '');
  const children = nodesOf([[phrase('bytes'), data]]);
  return { key, ...numberOf(value), type: 'numpy.ndarray', text, ...(data.length > 0 && { children }) };
}

/** Returns the node of an object that Python would create by a call. Nothing is called here. */
function objectNode(value: PickleObject, key: TextOrPhrase | undefined): TreeNode {
  const { callee, args, kwargs, state, items, entries } = value;
  const parts: [TextOrPhrase, PickleValue | undefined][] = [
    [phrase('callee'), callee],
    [phrase('arguments'), args],
    [phrase('keyword arguments'), kwargs],
    [phrase('state'), state],
    [phrase('items'), items],
    [phrase('entries'), entries],
  ];
  const given = parts.filter((part): part is [TextOrPhrase, PickleValue] => part[1] !== undefined);
  const name = isNode(callee) && callee.kind === 'global' ? visibleText(callee.name) : '…';
  const text = phrase('Python would call {0}; Portside doesn’t', name);
  return { key, ...numberOf(value), type: '', text, children: nodesOf(given) };
}

/** Returns the number of a value that occurs again. Others need none, since nothing refers to them. */
function numberOf({ id, isShared }: PickleCollection | PickleObject | PickleArray): Pick<TreeNode, 'id'> {
  return isShared ? { id } : {};
}

function nodesOf(parts: readonly (readonly [TextOrPhrase, PickleValue])[]): TreeChildren {
  return parts.map(([key, value]) => pickleNode(value, key));
}

function bytesText(bytes: Uint8Array): TextOrPhrase {
  const shown = formatHex(bytes.subarray(0, shownBytes));
  return joined([countedBytes(bytes.length), `: ${shown}${bytes.length > shownBytes ? ' …' : ''}`], '');
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
