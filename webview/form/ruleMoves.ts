/** Moves values stored by the paths of rules when the rules are added, removed or moved. */
import type { ReplyRule } from '../../src/core/endpointConfig.ts';

/** Returns the entries by their new paths, without those of removed rules. Rules are recognized by object identity. */
export function movedWithRules<T>(
  entries: Readonly<Record<string, T>>,
  before: readonly ReplyRule[],
  after: readonly ReplyRule[],
): Readonly<Record<string, T>> {
  const moved = Object.entries(entries).map(([path, entry]) => {
    const [, rule, rest] = /^reply\.(\d+)\.(.*)/.exec(path) ?? [];
    if (rule === undefined) return [path, entry] as const;
    const was = before[Number(rule)];
    const at = was ? after.indexOf(was) : -1;
    return at < 0 ? undefined : ([`reply.${at}.${rest}`, entry] as const);
  });
  return Object.fromEntries(moved.filter(one => one !== undefined));
}

/** For each item, its former index; undefined for a new one. */
export type Arranged = readonly (number | undefined)[];

/** Returns the entries of a rule's answers by their new paths, without those of removed answers. */
export function movedWithAnswers<T>(
  entries: Readonly<Record<string, T>>,
  rule: number,
  from: Arranged,
): Readonly<Record<string, T>> {
  const start = `reply.${rule}.send.`;
  const moved = Object.entries(entries).map(([path, entry]) => {
    const [, answer, rest = ''] = path.startsWith(start) ? (/^(\d+)(.*)/.exec(path.slice(start.length)) ?? []) : [];
    if (answer === undefined) return [path, entry] as const;
    const at = from.indexOf(Number(answer));
    return at < 0 ? undefined : ([`${start}${at}${rest}`, entry] as const);
  });
  return Object.fromEntries(moved.filter(one => one !== undefined));
}
