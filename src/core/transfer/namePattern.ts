/** Names for received files that arrive without one: `output{n}.txt`, `{peer}-{time}.{ext}`. */
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import { nearestName } from '../template/nearestName.ts';

export const defaultNamePattern = 'output{n}.{ext}';

const fields = ['n', 'peer', 'time', 'ext'] as const;
type Field = (typeof fields)[number];

/** Placeholders as written: `{n}`, `{peer}`, `{time}`, `{ext}`. */
export const namePlaces: readonly string[] = fields.map(field => `{${field}}`);

/** Longer than any file name may be. */
const maxUnits = 1000;

/** Placeholders, and the text between them. */
export type NamePattern = readonly (string | { readonly field: Field })[];

export interface NameFields {
  /** 0, 1, 2 …: the first number that isn't taken. */
  readonly n: number;
  /** Address of the peer: `127.0.0.1:51234`. */
  readonly peer: string;
  /** ms since the epoch. */
  readonly timeMs: number;
  /** Extension without a dot. */
  readonly ext: string;
}

/** @throws TextError for an unknown placeholder, an unmatched brace, or folders. */
export function parseNamePattern(text: string): NamePattern {
  if (text.trim() === '') throw new TextError('The name for received files can’t be empty.');
  if (text.length > maxUnits)
    throw new TextError('The name for received files can’t have more than {0} characters.', maxUnits);
  const separator = /[/\\]/.exec(text);
  if (separator) throw new TextError('The name for received files can’t contain “{0}”.', separator[0]);
  return text.split(/(\{[^{}]*\})/).flatMap((part): NamePattern => {
    if (part === '') return [];
    const field = fields.find(known => part === `{${known}}`);
    if (field) return [{ field }];
    if (!/[{}]/.test(part)) return [part];
    throw wrongPlace(part);
  });
}

/** Returns an error that quotes only the placeholder or brace, and suggests the placeholder probably meant. */
function wrongPlace(part: string): TextError {
  const [piece = part, name = ''] = /\{([^{}]*)\}?|\}/.exec(part) ?? [];
  const nearest = nearestName(name, fields);
  return nearest === undefined
    ? new TextError('Unknown placeholder “{0}”. Available: {1}.', quotable(piece), namePlaces.join(' '))
    : new TextError('Unknown placeholder “{0}”. Did you mean {1}?', quotable(piece), `{${nearest}}`);
}

/** Whether the pattern itself produces a different name each time. */
export function hasNumber(pattern: NamePattern): boolean {
  return pattern.some(part => typeof part === 'object' && part.field === 'n');
}

/** Returns a name, which may still contain characters that a file system rejects. */
export function renderNamePattern(pattern: NamePattern, values: NameFields): string {
  const texts: Record<Field, string> = {
    n: String(values.n),
    peer: peerText(values.peer),
    time: timeText(values.timeMs),
    ext: values.ext,
  };
  return pattern.map(part => (typeof part === 'string' ? part : texts[part.field])).join('');
}

/** Returns `127.0.0.1-51234`; colons of an IPv6 address become hyphens, too. */
function peerText(address: string): string {
  return address
    .replace(/^\w+:\/\//, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Returns local time: `2026-11-21T16-52-52`. */
function timeText(timeMs: number): string {
  const time = new Date(timeMs);
  const [month, day, ...clock] = [
    time.getMonth() + 1,
    time.getDate(),
    time.getHours(),
    time.getMinutes(),
    time.getSeconds(),
  ].map(number => String(number).padStart(2, '0'));
  return `${time.getFullYear()}-${month}-${day}T${clock.join('-')}`;
}
