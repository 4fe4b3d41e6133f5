/** Summary at the end of `npm test`: what each suite took, the slowest tests, and what failed. */
import type { TestFailure, TestTime } from '../support/totalsReporter.ts';

export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly wallSeconds: number;
  /** Undefined on systems that don't report it. */
  readonly cpuSeconds: number | undefined;
  readonly tests: readonly TestTime[];
  readonly failures: readonly TestFailure[];
}

const slowestCount = 10;
/** Lines of an error that are repeated at the end. The suite's own output has all of them. */
const errorLines = 25;

/** Returns what one suite took, as a line. */
export function costOf({ wallSeconds, cpuSeconds }: SuiteResult): string {
  const cpu = cpuSeconds === undefined ? '' : `, ${duration(cpuSeconds)} of CPU time`;
  return `${duration(wallSeconds)}${cpu}`;
}

export function summaryOf(suites: readonly SuiteResult[]): string {
  const slowest = slowestOf(suites);
  const failures = failuresOf(suites);
  return [
    tableOf(suites),
    ...(slowest.length > 0 ? [`The slowest tests:\n${slowest.join('\n')}`] : []),
    ...(failures.length > 0 ? [`What failed:\n${failures.join('\n')}`] : []),
  ].join('\n\n');
}

function tableOf(suites: readonly SuiteResult[]): string {
  const rows = [...suites, totalOf(suites)].map(({ name, passed, failed, wallSeconds, cpuSeconds }) => [
    name,
    String(passed),
    String(failed),
    duration(wallSeconds),
    cpuSeconds === undefined ? '–' : duration(cpuSeconds),
  ]);
  const lines = [['suite', 'passed', 'failed', 'wall', 'CPU'], ...rows];
  const widths = [0, 1, 2, 3, 4].map(at => Math.max(...lines.map(line => line[at]?.length ?? 0)));
  const padded = ([name = '', ...figures]: string[]) =>
    [name.padEnd(widths[0] ?? 0), ...figures.map((figure, at) => figure.padStart(widths[at + 1] ?? 0))].join('  ');
  return lines.map(padded).join('\n');
}

function totalOf(suites: readonly SuiteResult[]): SuiteResult {
  const sum = (of: (suite: SuiteResult) => number) => suites.reduce((total, suite) => total + of(suite), 0);
  return {
    name: 'all',
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    wallSeconds: sum(({ wallSeconds }) => wallSeconds),
    cpuSeconds: suites.some(suite => suite.cpuSeconds === undefined) ? undefined : sum(suite => suite.cpuSeconds ?? 0),
    tests: [],
    failures: [],
  };
}

function slowestOf(suites: readonly SuiteResult[]): string[] {
  const all = suites.flatMap(({ name, tests }) => tests.map(test => ({ name, ...test })));
  const slowest = all.sort((one, other) => other.ms - one.ms).slice(0, slowestCount);
  return slowest.map(({ name, title, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}: ${title}`);
}

/** Lists failures. They are repeated at the end, since often only the end of a long run is kept. */
function failuresOf(suites: readonly SuiteResult[]): string[] {
  return suites.flatMap(({ name, failed, failures }) => {
    if (failed > 0 && failures.length === 0) return [`  ${name}`];
    return failures.map(({ title, error }) => {
      const lines = error.split('\n').slice(0, errorLines);
      return [`  ${name}: ${title}`, ...lines.map(line => `      ${line}`)].join('\n');
    });
  });
}

/** Formats a duration: `8.3 s`, `1 min 5 s`. */
function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
