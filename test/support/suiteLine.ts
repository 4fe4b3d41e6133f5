/** Distinguishes the output of a suite in the extension host from what VS Code logs to the same console. */

/** Environment variable that makes the suite mark its output. */
export const marksLines = 'PORTSIDE_MARKS_LINES';

/** U+2063 INVISIBLE SEPARATOR, three times: no other line contains it. */
const mark = '\u2063'.repeat(3);

export function markedLine(text: string): string {
  return mark + text;
}

/** Returns the suite's output in the line, or undefined if the line is VS Code's. */
export function suiteLine(logged: string): string | undefined {
  const at = logged.indexOf(mark);
  return at < 0 ? undefined : logged.slice(at + mark.length);
}
