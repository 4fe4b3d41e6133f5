/** `node prepare.ts test:interop …`: installs the system packages that these npm scripts need, before they run. */
import { requirePackages } from '../support/requirePackages.ts';
import { type NeedingScript, needingScripts, packagesOf } from '../support/systemPackages.ts';

function isScript(name: string): name is NeedingScript {
  return needingScripts.some(script => script === name);
}

const scripts = process.argv.slice(2);
const unknown = scripts.filter(name => !isScript(name));
if (unknown.length > 0) throw new RangeError(`${unknown.join(', ')} is not listed in systemPackages.ts`);
try {
  await requirePackages(packagesOf(scripts.filter(isScript)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
