/** Fields of an endpoint that changed since it was last announced. In a flood these are a few numbers, not its config of a thousand rules. */
import type { EndpointSnapshot } from './endpointSnapshot.ts';

type Field = Exclude<keyof EndpointSnapshot, 'id'>;

/** The fields that differ from the announcement before; `null` stands for one that is absent now. Something else may have changed. */
export type EndpointChange = { readonly id: string /** It has all fields. */; readonly isFirst?: true } & {
  readonly [Name in Field]?: EndpointSnapshot[Name] | null;
};

/** Returns how an endpoint differs from what was announced before, if it was. */
export function endpointChange(before: EndpointSnapshot | undefined, now: EndpointSnapshot): EndpointChange {
  if (!before) return { ...now, isFirst: true };
  const names = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<Field>;
  const changed = [...names].filter(name => !isSame(before[name], now[name]));
  return { id: now.id, ...Object.fromEntries(changed.map(name => [name, now[name] ?? null])) };
}

/** Returns an endpoint as announced, from what was announced before and the change. */
export function changedEndpoint(before: EndpointSnapshot | undefined, change: EndpointChange): EndpointSnapshot {
  const { isFirst, ...fields } = change;
  const merged = Object.entries(isFirst ? fields : { ...before, ...fields });
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as object as EndpointSnapshot;
}

/** Configs are never changed in place, so most often this compares nothing. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
