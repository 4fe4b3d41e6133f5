/** Tells what a suite in the extension host prints from what VS Code logs in the same place. */

/** The environment variable that makes the suite mark what it prints. */
export const marksLines = 'PORTSIDE_MARKS_LINES';

/** U+2063 INVISIBLE SEPARATOR, three times: nothing else has that. */
const mark = '\u2063'.repeat(3);

export function markedLine(text: string): string {
  return mark + text;
}

/** Returns what the suite printed, or undefined if the line is VS Code's. */
export function suiteLine(logged: string): string | undefined {
  const at = logged.indexOf(mark);
  return at < 0 ? undefined : logged.slice(at + mark.length);
}
