/** `node test/tools/releaseNotes.ts v0.1.0`: prints a release's section of CHANGELOG, or why its tag can't be released. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/**
 * Returns the section of the tag's version. @throws RangeError if the tag doesn't match the version, or CHANGELOG has no section for it.
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new RangeError(`Marketplaces accept versions such as 0.1.0, not ${version}`);
  if (tag !== `v${version}`) throw new RangeError(`The tag is ${tag}, but package.json's version is ${version}`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find(text => text.split(/\s/, 1)[0] === version);
  const notes = section?.replace(/^.*/, '').trim();
  if (!notes) throw new RangeError(`CHANGELOG.md says nothing about ${version}`);
  return `${notes}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const read = (file: string) => readFile(join(root, file), 'utf8');
  const { version } = JSON.parse(await read('package.json'));
  try {
    process.stdout.write(releaseNotes(process.argv[2] ?? '', version, await read('CHANGELOG.md')));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
