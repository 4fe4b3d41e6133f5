/** Groups in which named framings are listed when the user chooses one. */
import type { FramingName } from '../endpointConfig.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { framingNames } from './namedFramings.ts';

export type FramingGroup = 'numbers' | 'text' | 'protocols';

/** Names that aren't protocols; a new one is a protocol unless it is listed here. */
const groups: Readonly<Partial<Record<FramingName, FramingGroup>>> = {
  u8: 'numbers',
  u16be: 'numbers',
  u16le: 'numbers',
  u24be: 'numbers',
  u24le: 'numbers',
  u32be: 'numbers',
  u32le: 'numbers',
  u64be: 'numbers',
  u64le: 'numbers',
  line: 'text',
  crlf: 'text',
  nul: 'text',
  'stx-etx': 'text',
  netstring: 'text',
};

/** Labels in the order in which the groups are listed. */
export const framingGroups: Readonly<Record<FramingGroup, Phrase>> = {
  text: phrase('lines and text'),
  numbers: phrase('numbers'),
  protocols: phrase('protocols'),
};

/** Returns the names in a group: protocols by their labels, the others from the simplest on. */
export function framingNamesIn(group: FramingGroup): FramingName[] {
  const names = framingNames.filter(name => (groups[name] ?? 'protocols') === group);
  return group === 'protocols' ? names.sort() : names;
}
