/** Programs that tests need from the system: found, or installed where that is possible. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

export interface SystemProgram {
  /** Names it may have on the PATH, the preferred one first. */
  readonly names: readonly string[];
  /** The Debian package that has it. */
  readonly debianPackage: string;
}

/** The program's path. As root on Debian a missing one is installed. @throws Error in one sentence that says what is missing. */
export async function systemProgram({ names, debianPackage }: SystemProgram): Promise<string> {
  const find = () => findProgram(names);
  return foundOrInstalled(find, { wanted: names[0] ?? '', debianPackage });
}

/** What `find` gives, at the latest when the Debian package that has it is installed. @throws Error that says what is missing. */
export async function foundOrInstalled(
  find: () => Promise<string | undefined>,
  { wanted, debianPackage }: { wanted: string; debianPackage: string },
): Promise<string> {
  const found = await find();
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await findProgram(['apt-get']))) {
    throw new Error(
      `The tests need ${wanted}: install it (on Debian: apt-get install ${debianPackage}) and run them again.`,
    );
  }
  console.log(`installing ${debianPackage}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', debianPackage], { env });
  const installed = await find();
  if (installed) return installed;
  throw new Error(`The Debian package ${debianPackage} was installed but brought no ${wanted}.`);
}

/** The path of the first of the names that is on the PATH. */
export async function findProgram(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return undefined;
}
