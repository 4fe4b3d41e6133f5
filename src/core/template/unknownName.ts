/** Errors for names that don't exist in a template: they suggest the one probably meant, or list all. */
import { checksumNumbers } from '../bytes/checksumNumbers.ts';
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import { hashNames } from './hashes.ts';
import { nearestName } from './nearestName.ts';
import type { Hole } from './template.ts';
import { peerExample, valueExamples, valueNames } from './values.ts';

/** Examples of what is computed from the message itself. */
const sumExamples = ['{{$len:u16be}}', '{{$crc32}}', '{{$sum8}}', '{{$xor8}}', '{{$lrc}}', '{{$nmea}}', '{{$fix}}'];
const hashExamples = ['{{$sha1 name:base64}}', '{{$websocketAccept name}}'];

/** Names that a template may use. */
export interface Names {
  readonly inserts: readonly string[];
  /** Whether values can be generated: not in what is expected. */
  readonly hasValues: boolean;
  readonly hasPeer: boolean;
}

/** Returns the error for a placeholder whose name doesn't exist. */
export function unknownPlaceholder(hole: Hole & { readonly name: string }, names: Names): TextError {
  const { inserts } = names;
  const nearest = nearestName(hole.kind === 'value' ? `$${hole.name}` : hole.name, [...inserts, ...dollarNames(names)]);
  const [written, position] = [quotable(hole.source), hole.at + 1];
  const examples = [...valueExamplesOf(names), ...sumExamples, ...(names.hasValues ? hashExamples : [])];
  if (nearest === undefined) {
    const known = [...inserts.map(name => `{{${name}}}`), ...examples];
    return new TextError(
      'unknown placeholder "{0}" at character {1}; available: {2}',
      written,
      position,
      known.join(', '),
    );
  }
  return new TextError(
    'unknown placeholder "{0}" at character {1}. Did you mean {2}?',
    written,
    position,
    // `$random` needs its argument.
    examples.find(example => /^\{\{(\$\w+)/.exec(example)?.[1] === nearest) ?? `{{${nearest}}}`,
  );
}

/** Returns the error for a value or span that a placeholder names as its argument. `canMark` if there can be spans. */
export function unknownArgument(
  { source, at }: Hole,
  name: string,
  known: readonly string[],
  canMark: boolean,
): TextError {
  const nearest = nearestName(name, known);
  const [written, position] = [quotable(source), at + 1];
  if (known.length === 0 && !canMark)
    return new TextError('"{0}" at character {1} can’t refer to other parts of the message', written, position);
  if (known.length === 0) {
    return new TextError(
      'unknown name in "{0}" at character {1}; mark a part of the message with {2} and {3}',
      written,
      position,
      `{{#${quotable(name)}}}`,
      `{{/${quotable(name)}}}`,
    );
  }
  return nearest === undefined
    ? new TextError('unknown name in "{0}" at character {1}; available: {2}', written, position, known.join(', '))
    : new TextError('unknown name in "{0}" at character {1}. Did you mean {2}?', written, position, nearest);
}

function dollarNames({ hasValues, hasPeer }: Names): string[] {
  const generated = hasValues ? [...valueNames.filter(name => hasPeer || name !== 'peer')] : [];
  const hashes = hasValues ? hashNames : [];
  return [...generated, 'len', ...checksumNumbers.keys(), ...hashes].map(name => `$${name}`);
}

function valueExamplesOf({ hasValues, hasPeer }: Names): string[] {
  return hasValues ? [...valueExamples, ...(hasPeer ? [peerExample] : [])] : [];
}
