/** The user's choice of entries, as the state of the controls and as a filter. */
import { type EntryKind, entryKinds, type ViewFilter } from '../../src/core/transcriptEntry.ts';

export type SearchMode = 'text' | 'regex' | 'hex';

export interface ViewQuery {
  readonly peer?: string | undefined;
  /** Undefined means all. */
  readonly kinds?: readonly EntryKind[] | undefined;
  readonly minBytes?: number | undefined;
  readonly maxBytes?: number | undefined;
  readonly needle?: string | undefined;
  readonly mode?: SearchMode | undefined;
  readonly matchCase?: boolean | undefined;
  readonly wholeWord?: boolean | undefined;
  readonly onlyMatches?: boolean | undefined;
}

export function filterOf(query: ViewQuery): ViewFilter {
  const { peer, kinds, minBytes, maxBytes, needle, onlyMatches = false } = query;
  return {
    ...(peer !== undefined && { peers: [peer] }),
    ...(kinds && kinds.length < entryKinds.length && { kinds }),
    ...(minBytes !== undefined && { minBytes }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(needle && { search: searchOf(query, needle), ...(onlyMatches && { onlyMatches }) }),
  };
}

/** Returns the filter for the rows that are shown. A search that only marks rows is left out. */
export function shownBy(query: ViewQuery): ViewFilter {
  return filterOf(query.onlyMatches ? query : { ...query, needle: undefined });
}

/**
 * Returns the filters to try in turn: the requested one; the same without its search, or, if only matches are shown,
 * with the last accepted search; the last accepted filter.
 */
export function filtersToTry(filter: ViewFilter, accepted: ViewFilter | undefined): ViewFilter[] {
  const { search, onlyMatches, ...rows } = filter;
  const earlier = onlyMatches && accepted?.onlyMatches ? accepted.search : undefined;
  return [
    filter,
    ...(search ? [{ ...rows, ...(earlier && { search: earlier, onlyMatches: true }) }] : []),
    ...(accepted ? [accepted] : []),
  ];
}

/** Whether entries are hidden by kind or size. */
export function isNarrowed({ kinds, minBytes, maxBytes }: ViewQuery): boolean {
  return (kinds !== undefined && kinds.length < entryKinds.length) || minBytes !== undefined || maxBytes !== undefined;
}

/** Whether the filter bar hides entries: by peer, kind or size. */
export function hidesByBar(query: ViewQuery): boolean {
  return query.peer !== undefined || isNarrowed(query);
}

function searchOf({ mode = 'text', matchCase = false, wholeWord = false }: ViewQuery, needle: string) {
  switch (mode) {
    case 'text':
      return { text: needle, matchCase, wholeWord };
    case 'regex':
      return { regex: needle, matchCase };
    case 'hex':
      return { hex: needle };
  }
}
