/** The placeholders that make sense in a rule's condition and in its answers. */
import * as l10n from '@vscode/l10n';
import type { ReplyCondition, ReplyRule } from '../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';
import { parseTemplate } from '../../../src/core/template/template.ts';

export interface ListedHole {
  readonly text: string;
  /** What it stands for. */
  readonly means: string;
}

/** A group of a pattern that can be a capture, or anything that isn't. */
const patternPiece = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P?<([A-Za-z_]\w*)>|(\((?!\?))/gs;

/** Returns the names of what a condition captures. A condition that is being typed may have none. */
export function capturesOf(when: ReplyCondition): string[] {
  return 'regex' in when ? groupsOf(when.regex) : captured('text' in when ? when.text : when.hex);
}

/** Returns the names of the captures that all rules can use. */
export function sharedCaptures(rules: readonly Pick<ReplyRule, 'when'>[]): string[] {
  return [...new Set(rules.flatMap(({ when }) => capturesOf(when)))].filter(name => !/^\d+$/.test(name));
}

/** Returns the placeholders of a text or hex condition. */
export function conditionHoles(when: ReplyCondition, shared: readonly string[]): ListedHole[] {
  const own = capturesOf(when);
  const name = freeName('name', own);
  const number = freeName('number', own);
  const known = shared.filter(one => !own.includes(one));
  const isHex = 'hex' in when;
  return [
    hole(`?${name}`, l10n.t('captures what is here, up to what follows')),
    isHex
      ? hole(`?${number}:u16be`, l10n.t('captures a number of two bytes'))
      : hole(`?${number}:int`, l10n.t('captures a whole number')),
    ...(isHex ? [] : [hole(`?${freeName('word', own)}:word`, l10n.t('captures a word'))]),
    hole('?', l10n.t('anything')),
    ...known.map(one => hole(one, l10n.t('the value captured earlier'))),
    isHex
      ? hole('$len:u16be', l10n.t('the length of what follows'))
      : hole('$len', l10n.t('the length of what follows')),
    isHex
      ? hole('$crc16modbus:u16le', l10n.t('a checksum of what precedes'))
      : hole('$crc32', l10n.t('a checksum of what precedes')),
  ];
}

/** Returns the placeholders of an answer in this notation. */
export function answerHoles(
  { rule: { when }, shared }: { readonly rule: Pick<ReplyRule, 'when'>; readonly shared: readonly string[] },
  notation: PayloadNotation,
): ListedHole[] {
  const own = capturesOf(when);
  const isPart = 'regex' in when || (when.match ?? 'whole') !== 'whole';
  const others = shared.filter(name => !own.includes(name));
  const isHex = notation === 'hex';
  return [
    hole('message', l10n.t('the message')),
    ...(isPart ? [hole('0', l10n.t('the part of the message that matches'))] : []),
    ...own.map(name => hole(name, l10n.t('captured by this rule'))),
    ...others.map(name => hole(name, l10n.t('captured by another rule'))),
    ...(isHex ? bytesOfValues() : textsOfValues()),
    isHex
      ? hole('$len:u16be', l10n.t('the length of what follows'))
      : hole('$len', l10n.t('the length of what follows')),
    isHex
      ? hole('$crc16modbus:u16le', l10n.t('a checksum of what precedes'))
      : hole('$crc32', l10n.t('a checksum of what precedes')),
  ];
}

function textsOfValues(): ListedHole[] {
  return [
    hole('$now', l10n.t('the time')),
    hole('$counter', l10n.t('a number that counts up')),
    hole('$uuid', l10n.t('a random UUID')),
    hole('$peer', l10n.t('the peer’s address')),
  ];
}

function bytesOfValues(): ListedHole[] {
  return [
    hole('$counter hex 4', l10n.t('a number that counts up, in two bytes')),
    hole('$random 4', l10n.t('four random bytes')),
  ];
}

function hole(inside: string, means: string): ListedHole {
  return { text: `{{${inside}}}`, means };
}

function groupsOf(pattern: string): string[] {
  const groups = [...pattern.matchAll(patternPiece)].filter(([, name, open]) => (name ?? open) !== undefined);
  return groups.flatMap(([, name], at) => [String(at + 1), ...(name === undefined ? [] : [name])]);
}

function captured(template: string): string[] {
  try {
    return parseTemplate(template).flatMap(part => (part.kind === 'capture' && part.name !== '' ? [part.name] : []));
  } catch {
    // The config's check reports unclosed braces.
    return [];
  }
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2, free = name; ; free = `${name}${number++}`) if (!taken.includes(free)) return free;
}
