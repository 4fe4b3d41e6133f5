/**
 * The report of *Portside: Report Issue…*, in Markdown. Like the log, it is in English, since it is written for the
 * developers of Portside. Everything in it is public: see `LogEvents`, `endpointRows` and `changedSettings`.
 */
import type { EndpointRow } from './endpointRows.ts';
import type { Environment } from './environment.ts';
import type { Log, LogRecord } from './log.ts';

export interface ReportParts {
  readonly environment: Environment;
  readonly endpoints: readonly EndpointRow[];
  readonly settings: readonly string[];
  readonly log: Pick<Log, 'records' | 'errors' | 'counts'>;
}

const top = `# Portside issue report

<!-- Addresses, ports, names, paths and payloads are left out below. Still, read the report before you publish it. -->

## What I did

1.

## What I expected

## What happened instead
`;

export function reportText({ environment, endpoints, settings, log }: ReportParts): string {
  const counts = [...log.counts].map(([code, count]) => `${code}: ${count}`);
  return [
    top,
    section('Versions', table(Object.entries(environment).map(([name, value]) => ({ name, value })))),
    section('Endpoints', table(endpoints)),
    section('Settings that differ from their defaults', list(settings)),
    section('Events logged', list(counts)),
    section('Latest errors', lines(log.errors.flatMap(withFrames))),
    section('Latest lines of the log', lines(log.records.map(lineOf))),
  ].join('\n');
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text || 'None.'}\n`;
}

function list(items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n');
}

function table(rows: readonly object[]): string {
  const [first] = rows;
  if (!first) return '';
  const row = (cells: unknown[]) => `| ${cells.join(' | ')} |`;
  const names = Object.keys(first);
  return [row(names), row(names.map(() => '---')), ...rows.map(one => row(Object.values(one)))].join('\n');
}

function lines(all: readonly string[]): string {
  return all.length === 0 ? '' : `\`\`\`text\n${all.join('\n')}\n\`\`\``;
}

function lineOf({ timeMs, level, line }: LogRecord): string {
  return `${new Date(timeMs).toISOString()} ${level} ${line}`;
}

function withFrames(record: LogRecord): string[] {
  return [lineOf(record), ...record.frames.map(frame => `    at ${frame}`)];
}
