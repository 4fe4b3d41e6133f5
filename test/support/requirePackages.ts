/** Installs missing programs that tests need, all at once. */
import { findProgram } from './findProgram.ts';
import { run } from './run.ts';

/** A program in a Debian package. */
export interface SystemPackage {
  /** Its name in a sentence. */
  readonly wanted: string;
  readonly debianPackage: string;
  /** Resolves with the program's path, or undefined if it is missing. */
  readonly find: () => Promise<string | undefined>;
}

/** Installs Debian packages. */
export type Install = (packages: readonly string[]) => Promise<void>;

/**
 * Resolves when all programs are available. As root on Debian, installs the missing ones together. @throws Error that names the missing
 * ones in one sentence.
 */
export async function requirePackages(
  wanted: readonly SystemPackage[],
  findInstall: () => Promise<Install | undefined> = aptGet,
): Promise<void> {
  const missing = await missingOf(wanted);
  if (missing.length === 0) return;
  const packages = missing.map(({ debianPackage }) => debianPackage);
  const install = await findInstall();
  if (!install) {
    const command = `apt-get install ${packages.join(' ')}`;
    throw new Error(`The tests need ${listed(missing)}: install them (on Debian: ${command}) and try again.`);
  }
  console.log(`Installing what the tests need: ${packages.join(', ')}`);
  await install(packages);
  const still = await missingOf(missing);
  if (still.length > 0)
    throw new Error(`${listed(still)} can’t be found after apt-get installed ${packages.join(', ')}.`);
}

async function missingOf(packages: readonly SystemPackage[]): Promise<SystemPackage[]> {
  const paths = await Promise.all(packages.map(({ find }) => find()));
  return packages.filter((_, at) => paths[at] === undefined);
}

function listed(packages: readonly SystemPackage[]): string {
  return new Intl.ListFormat('en').format(packages.map(({ wanted }) => wanted));
}

/** Resolves with undefined without apt-get or without root. */
async function aptGet(): Promise<Install | undefined> {
  if (process.getuid?.() !== 0 || !(await findProgram(['apt-get']))) return undefined;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, log: 'apt-get.log' };
  return async packages => {
    await run('apt-get', ['update'], options);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  };
}
