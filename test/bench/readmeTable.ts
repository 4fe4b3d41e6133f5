/** The place of the table in the README. */

const marks = { begin: '<!-- bench -->', end: '<!-- /bench -->' };

/** The README with another table. @throws Error if it has no place for one. */
export function withTable(readme: string, table: string): string {
  const begin = readme.indexOf(marks.begin);
  const end = readme.indexOf(marks.end, begin);
  if (begin < 0 || end < 0) throw new Error(`README.md has no ${marks.begin} … ${marks.end}`);
  return `${readme.slice(0, begin)}${marks.begin}\n${table}\n${readme.slice(end)}`;
}
