/** Puts the bench's table into CONTRIBUTING.md, between two marks. */

const marks = { begin: '<!-- bench -->', end: '<!-- /bench -->' };

/** Returns the page with another table. @throws Error if the page has no place for one. */
export function withTable(page: string, table: string): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end, begin);
  if (begin < 0 || end < 0) throw new Error(`CONTRIBUTING.md has no ${marks.begin} … ${marks.end}`);
  return `${page.slice(0, begin)}${marks.begin}\n${table}\n${page.slice(end)}`;
}
