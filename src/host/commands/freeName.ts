/** Names copies: `name 2`, `name 3`. */

/** The name with the first number from 2 that no other has; a number that it ends with is counted on. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = /^(.*\S) \d+$/.exec(name)?.[1] ?? name;
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}
