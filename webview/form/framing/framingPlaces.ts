/** Where parts of a framing are in the form, by their paths in the config. */
import * as l10n from '@vscode/l10n';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import { type FieldPath, valueAt } from '../configDraft.ts';
import { fieldId } from '../fieldRow.ts';

/** Parts with a control of their own. A problem elsewhere is that of the framing as a whole. */
const lengths = ['bytes', 'endian', 'digits', 'pad', 'digitsUntil', 'hexDigits', 'bcd', 'offset', 'includesHeader'];
const lengthParts = [...lengths, 'adjust', 'trailer', 'jsonHeader.field', 'jsonHeader.add'];
const parts = [
  ...['line', 'delimiter', 'start', 'end', 'pattern', 'keepHeader', 'fixed', 'idleMs'],
  ...lengthParts.map(part => `lengthPrefix.${part}`),
];
const options = ['offset', 'adjust', 'trailer', 'jsonHeader'];

/** A place in a framing: the framing's path, and the path of the part in it, if it is one with its own control. */
export interface FramingPlace {
  readonly framing: FieldPath;
  readonly part?: FieldPath;
}

/** Returns the place of a path that begins with `framing`. */
export function framingPlace(path: string): FramingPlace {
  const [, direction] = /^framing\.(in|out)(?:\.|$)/.exec(path) ?? [];
  const framing = direction === undefined ? ['framing'] : ['framing', direction];
  const inside = path.slice(framing.join('.').length + 1);
  const part = parts.find(one => inside === one || inside.startsWith(`${one}.`));
  return part === undefined ? { framing } : { framing, part: part.split('.') };
}

/** Returns the label of the framing at this path. */
export function framingName([, direction]: FieldPath): string {
  if (direction === undefined) return l10n.t('Framing');
  return direction === 'in' ? l10n.t('Framing for receiving') : l10n.t('Framing for sending');
}

/** Returns the id of the control of a framing's type. That of the first one is always the same. */
export function typeId(path: FieldPath): string {
  return path.length === 1 || path[1] === 'in' ? 'field-framing' : fieldId(path);
}

/** Returns the id of the control at a path that begins with `framing`. */
export function framingControlId(path: string): string {
  const { framing, part } = framingPlace(path);
  return part ? fieldId([...framing, ...part]) : typeId(framing);
}

/** Whether the form shows a text field for the part at a path, so that what was typed there counts. */
export function isFramingPartShown(path: string, config: EndpointConfig): boolean {
  const { framing, part } = framingPlace(path);
  if (!part) return false;
  const value = valueAt(config, framing);
  if (typeof value !== 'object' || value === null) return false;
  const isOption = part[0] === 'lengthPrefix' && options.includes(part[1] ?? '');
  if (isOption) return 'lengthPrefix' in value && (part.at(-1) === 'add' || !isHex(valueAt(value, part)));
  const found = valueAt(value, part);
  return found !== undefined && !isHex(found);
}

/** Hex is kept as it is typed. */
function isHex(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hex' in value;
}
