/** Framings in the list of *Change Framing*, in groups. */
import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { Framing, FramingName } from '../../core/endpointConfig.ts';
import { type FramingGroup, framingGroups, framingNamesIn } from '../../core/framing/framingGroups.ts';
import { isFramingName, namedFramings } from '../../core/framing/namedFramings.ts';
import { sentenceCase } from '../../core/phrase.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { framingType, framingTypes } from '../../core/sentences/framingTypes.ts';
import { translate, translated, translatedSentence } from '../shown/translated.ts';

export interface FramingChoice extends QuickPickItem {
  /** Absent for the title of a group. */
  readonly framing?: Framing;
}

/** Framings that have no name and need no parameters. */
const general: readonly Framing[] = ['none', 'json', 'slip', 'cobs'];
/** Listed beside the names in this group. */
const otherLines: readonly Framing[] = [{ line: 'lf' }, { line: 'cr' }];

/** Returns all framings without parameters: the current one first, so that Enter changes nothing, then recent ones. */
export function framingChoices(current: Framing, recent: readonly Framing[]): FramingChoice[] {
  const isOther = (framing: Framing) => !isSame(framing, current);
  const earlier = recent.filter(isOther);
  const isUnlisted = (framing: Framing) => isOther(framing) && !earlier.some(one => isSame(one, framing));
  const groups = Object.entries(framingGroups).map(([group, title]): [string, readonly Framing[]] => [
    translatedSentence(title),
    [...framingNamesIn(group as FramingGroup), ...(group === 'text' ? otherLines : [])],
  ]);
  return [
    { ...choice(current), description: l10n.t('current') },
    ...section(l10n.t('Recently used'), earlier),
    ...section(l10n.t('General'), general.filter(isUnlisted)),
    ...groups.flatMap(([title, framings]) => section(title, framings.filter(isUnlisted))),
  ];
}

export function isSame(one: Framing, other: Framing): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function section(title: string, framings: readonly Framing[]): FramingChoice[] {
  if (framings.length === 0) return [];
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...framings.map(choice)];
}

function choice(framing: Framing): FramingChoice {
  const description = isFramingName(framing) ? nameHelp(framing) : typeHelp(framing);
  return { label: translatedSentence(framingLabel(framing)), description, framing };
}

/** Returns the help of a name, after the name in configs if the label is different: users may type either. */
function nameHelp(name: FramingName): string {
  const { label, help } = namedFramings[name];
  return label.toLowerCase() === name ? sentenceCase(help, translate) : `${name}: ${translated(help)}`;
}

/** Returns the help of a type without its period, as in other lists. A label that says the line ending needs none. */
function typeHelp(framing: Framing): string {
  const type = framingType(framing);
  return type === 'line' ? '' : translated(framingTypes[type].help).replace(/\.$/, '');
}
