/** What was typed into fields of the form and can't be read, by the paths of the fields. */
import type { EndpointConfig, EndpointKind } from '../../src/core/endpointConfig.ts';
import { kindsOf } from '../../src/core/kindFields.ts';

export interface Unreadable {
  readonly problem: string;
  readonly typed: string | undefined;
}

export type UnreadableFields = Readonly<Record<string, Unreadable>>;

/** With a problem at a path, or without one if there is none any more. */
export function withUnreadable(
  fields: UnreadableFields,
  path: string,
  problem: string | undefined,
  typed: string | undefined,
): UnreadableFields {
  const { [path]: _, ...others } = fields;
  return problem === undefined ? others : { ...others, [path]: { problem, typed } };
}

/** Without those of rules, which have other numbers now. */
export function withoutRules(fields: UnreadableFields): UnreadableFields {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !path.startsWith('reply.')));
}

/** Those in fields that the kind has: the others aren't shown. */
export function shownUnreadable(fields: UnreadableFields, kind: EndpointKind): UnreadableFields {
  const kinds = (path: string) => kindsOf[path.split('.')[0] as keyof EndpointConfig];
  return Object.fromEntries(Object.entries(fields).filter(([path]) => kinds(path)?.includes(kind) ?? true));
}

export function hasUnreadable(fields: UnreadableFields, kind: EndpointKind): boolean {
  return Object.keys(shownUnreadable(fields, kind)).length > 0;
}
