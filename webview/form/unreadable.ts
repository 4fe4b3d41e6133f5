/** Unparsable texts in fields of the form, by the fields' paths. */
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { UnreadableFields } from '../keptState.ts';
import { hasKey } from './fields.ts';
import { usefulFileFields } from './fileFields.ts';
import { isFramingPartShown } from './framing/framingPlaces.ts';
import { isRulePartShown } from './rulePlaces.ts';

/** Returns the fields with a problem at a path, or without one if `problem` is undefined. */
export function withUnreadable(
  fields: UnreadableFields,
  path: string,
  problem: string | undefined,
  typed: string | undefined,
): UnreadableFields {
  const { [path]: _, ...others } = fields;
  return problem === undefined ? others : { ...others, [path]: { problem, typed } };
}

/** Returns the texts in fields that are shown for this config. */
export function shownUnreadable(fields: UnreadableFields, config: EndpointConfig): UnreadableFields {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => isShown(path, config)));
}

export function hasUnreadable(fields: UnreadableFields, config: EndpointConfig): boolean {
  return Object.keys(shownUnreadable(fields, config)).length > 0;
}

function isShown(path: string, config: EndpointConfig): boolean {
  const [key = '', part = ''] = path.split('.');
  if (!hasKey(config, key, part)) return false;
  if (key === 'framing') return isFramingPartShown(path, config);
  if (key === 'reply') return isRulePartShown(path, config);
  return key !== 'files' || usefulFileFields(config).some(field => field.path.join('.') === path);
}
