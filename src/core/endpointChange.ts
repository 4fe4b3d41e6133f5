/** Fields of an endpoint that changed since the last event: in a flood a few numbers, not its whole config. */
import type { EndpointSnapshot } from './endpointSnapshot.ts';

type Field = Exclude<keyof EndpointSnapshot, 'id'>;

/** The fields that differ from the last event, if any; `null` for one that is absent now. */
export type EndpointChange = { readonly id: string /** All fields are present. */; readonly isFirst?: true } & {
  readonly [Name in Field]?: EndpointSnapshot[Name] | null;
};

/** Returns how an endpoint differs from the last event about it; everything, if there was none. */
export function endpointChange(before: EndpointSnapshot | undefined, now: EndpointSnapshot): EndpointChange {
  if (!before) return { ...now, isFirst: true };
  const names = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<Field>;
  const changed = [...names].filter(name => !isSame(before[name], now[name]));
  return { id: now.id, ...Object.fromEntries(changed.map(name => [name, now[name] ?? null])) };
}

/** Applies a change to the endpoint's state after the last event. Returns the new state. */
export function changedEndpoint(before: EndpointSnapshot | undefined, change: EndpointChange): EndpointSnapshot {
  const { isFirst, ...fields } = change;
  const merged = Object.entries(isFirst ? fields : { ...before, ...fields });
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as object as EndpointSnapshot;
}

/** Configs are never mutated, so usually nothing has to be compared. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
