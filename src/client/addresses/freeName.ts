/** Names copies: `name 2`, `name 3`. */

/** Returns the name with the first number from 2 on that isn't taken; a number at its end is incremented. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = /^(.*\S) \d+$/.exec(name)?.[1] ?? name;
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}
