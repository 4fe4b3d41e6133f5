/** The problems of a draft, each with the name and the control of its field. */
import * as l10n from '@vscode/l10n';
import type { ConfigProblem } from '../../src/core/config/configError.ts';
import type { KindConfig } from '../../src/core/kinds.ts';
import type { UnreadableFields } from '../keptState.ts';
import { addressFields } from './addressFields.ts';
import { fieldId } from './fieldRow.ts';
import { type Field, fieldsOf, greetingFields, textFields } from './fields.ts';
import { fileFields } from './fileFields.ts';
import { framingControlId, framingName, framingPlace } from './framing/framingPlaces.ts';
import { expertFields, limitFields } from './limitFields.ts';
import { placeInRule } from './rulePlaces.ts';

export interface FormProblem {
  /** Path in the config: `reply.0.when.regex`. */
  readonly path: string;
  readonly message: string;
  /** The field's name, and the id of its control; absent if the form has no field for it. */
  readonly place?: ProblemPlace;
}

export interface ProblemPlace {
  readonly label: string;
  readonly id: string;
}

/** Text that can't be parsed comes first: the config doesn't contain it. */
export function formProblems(
  problems: readonly ConfigProblem[],
  unreadable: UnreadableFields,
  config: KindConfig,
): FormProblem[] {
  const typed = Object.entries(unreadable).map(([path, { problem }]) => ({ path, message: problem }));
  const others = problems.filter(({ path }) => !(path in unreadable));
  return [...typed, ...others].map(({ path, message }) => {
    const place = placeOf(path, config);
    return { path, message, ...(place && { place }) };
  });
}

/** Returns the field in which the form shows a path of the config. */
function placeOf(path: string, config: KindConfig): ProblemPlace | undefined {
  const [key, rule, ...parts] = path.split('.');
  if (key === 'framing') return { label: framingName(framingPlace(path).framing), id: framingControlId(path) };
  if (key === 'reply') return rule === undefined ? replies() : placeInRule(Number(rule), parts.join('.'));
  const field = allFields(config).find(({ path: keys }) => isWithin(path, keys.join('.')));
  return field && { label: field.label, id: fieldId(field.path) };
}

function replies(): ProblemPlace {
  return { label: l10n.t('Replies'), id: 'field-reply' };
}

/** Whether one path is or contains the other: the problem of a group is shown at its first field. */
function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`);
}

function allFields(config: KindConfig): Field[] {
  const all = [
    ...addressFields(config),
    ...textFields(),
    ...greetingFields(config),
    ...fileFields(),
    ...limitFields(),
    ...expertFields(config),
  ];
  return fieldsOf(config, all);
}
