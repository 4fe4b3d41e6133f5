/** The entry of the host suite: VS Code calls `run` in its extension host. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { markedLine, marksLines } from '../support/suiteLine.ts';
import TotalsReporter from '../support/totalsReporter.ts';

declare const __dirname: string;

export async function run(): Promise<void> {
  if (process.env[marksLines]) {
    Mocha.reporters.Base.consoleLog = (...args) => console.log(markedLine(format(...args)));
  }
  const mocha = new Mocha({
    reporter: TotalsReporter,
    timeout: 20_000,
    forbidOnly: true,
    forbidPending: true,
    color: false,
  });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.cjs')) mocha.addFile(join(__dirname, file));
  }
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
