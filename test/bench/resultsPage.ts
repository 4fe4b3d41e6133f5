/** Inserts the bench's table into CONTRIBUTING.md, between two markers. */

const marks = { begin: '<!-- bench -->', end: '<!-- /bench -->' };

/** Returns the page with its table replaced. @throws Error if a marker is missing. */
export function withTable(page: string, table: string): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end, begin);
  if (begin < 0 || end < 0) throw new Error(`CONTRIBUTING.md has no ${marks.begin} … ${marks.end}`);
  return `${page.slice(0, begin)}${marks.begin}\n${table}\n${page.slice(end)}`;
}
