/** The only list of system programs that tests need, each with its Debian package and the scripts that need it. */
import { access } from 'node:fs/promises';
import { findProgram } from './findProgram.ts';
import { requirePackages, type SystemPackage } from './requirePackages.ts';
import { run } from './run.ts';

/** npm scripts that need system programs. */
export const needingScripts = ['test:unit', 'test:interop', 'test:page', 'test:host', 'test:e2e', 'bench'] as const;
export type NeedingScript = (typeof needingScripts)[number];

interface NeededPackage extends SystemPackage {
  readonly neededBy: readonly NeedingScript[];
}

export const systemPackages = {
  /** For peers that use only the standard library. */
  python: {
    wanted: 'Python 3',
    debianPackage: 'python3',
    neededBy: ['test:unit', 'test:interop', 'test:page', 'test:e2e', 'bench'],
    find: findPython,
  },
  /** For peers that send and show video. */
  pythonWithOpenCv: {
    wanted: 'Python with numpy and OpenCV',
    debianPackage: 'python3-opencv',
    neededBy: ['test:interop', 'test:e2e', 'bench'],
    find: findPythonWithOpenCv,
  },
  /** Shows the webview, the workbench and camera pictures. The headless shell takes a quarter of the time. */
  chromium: {
    wanted: 'Chromium’s headless shell',
    debianPackage: 'chromium-headless-shell',
    neededBy: ['test:page', 'test:host', 'test:e2e', 'bench'],
    find: findChromium,
  },
  /** A video source; `npm run pictures` also encodes films with it. */
  ffmpeg: {
    wanted: 'ffmpeg',
    debianPackage: 'ffmpeg',
    neededBy: ['test:interop'],
    find: () => findProgram(['ffmpeg']),
  },
  /** Reads exported packets. The package also contains text2pcap. */
  tshark: {
    wanted: 'tshark',
    debianPackage: 'tshark',
    neededBy: ['test:interop'],
    find: () => findProgram(['tshark']),
  },
  /** The bench compares Portside with these three; Neovim connects by netcat. */
  netcat: {
    wanted: 'the netcat of OpenBSD',
    debianPackage: 'netcat-openbsd',
    neededBy: ['test:interop', 'bench'],
    find: () => findProgram(['nc.openbsd', 'nc']),
  },
  ncat: { wanted: 'ncat', debianPackage: 'ncat', neededBy: ['bench'], find: () => findProgram(['ncat']) },
  socat: { wanted: 'socat', debianPackage: 'socat', neededBy: ['bench'], find: () => findProgram(['socat']) },
  /** Clients of the presets. */
  curl: presetClient('curl', 'curl'),
  redis: presetClient('redis-cli', 'redis-tools'),
  postgres: presetClient('psql', 'postgresql-client'),
  mosquitto: presetClient('mosquitto_pub', 'mosquitto-clients'),
  logger: presetClient('logger', 'bsdutils'),
  dig: presetClient('dig', 'bind9-dnsutils'),
  snmp: presetClient('snmpget', 'snmp'),
  tftp: presetClient('tftp', 'tftp-hpa'),
  telnet: presetClient('telnet', 'inetutils-telnet'),
  git: presetClient('git', 'git'),
  neovim: presetClient('nvim', 'neovim'),
  pythonWithPostgres: {
    wanted: 'Python with asyncpg',
    debianPackage: 'python3-asyncpg',
    neededBy: ['test:interop'],
    find: () => findPythonWith('asyncpg'),
  },
  pythonWithModbus: {
    wanted: 'Python with pymodbus',
    debianPackage: 'python3-pymodbus',
    neededBy: ['test:interop'],
    find: () => findPythonWith('pymodbus'),
  },
  /** pymodbus imports it, but its package only recommends it. */
  pythonWithSerial: {
    wanted: 'Python with serial_asyncio',
    debianPackage: 'python3-serial-asyncio',
    neededBy: ['test:interop'],
    find: () => findPythonWith('serial_asyncio'),
  },
} as const satisfies Record<string, NeededPackage>;

export type SystemProgram = keyof typeof systemPackages;

function presetClient(wanted: string, debianPackage: string) {
  return { wanted, debianPackage, neededBy: ['test:interop'], find: () => findProgram([wanted]) } as const;
}

/** Each program is looked up once. */
const found = new Map<SystemProgram, Promise<string>>();

/** Returns the program's path, after installing its package if it is missing. @throws Error that names what is missing. */
export function systemProgram(name: SystemProgram): Promise<string> {
  const path = found.get(name) ?? foundOrInstalled(systemPackages[name]);
  found.set(name, path);
  return path;
}

/** Returns the packages that the scripts need. */
export function packagesOf(scripts: readonly NeedingScript[]): SystemPackage[] {
  const packages: NeededPackage[] = Object.values(systemPackages);
  return packages.filter(({ neededBy }) => neededBy.some(script => scripts.includes(script)));
}

async function foundOrInstalled(program: SystemPackage): Promise<string> {
  const path = await program.find();
  if (path !== undefined) return path;
  await requirePackages([program]);
  return foundOrInstalled(program);
}

/** Outside Debian, accepts the full browser too: it is slower but easier to install. */
async function findChromium(): Promise<string | undefined> {
  const headless = await findProgram(['chromium-headless-shell', 'chrome-headless-shell']);
  if (headless !== undefined) return headless;
  const isDebian = await access('/etc/debian_version').then(
    () => true,
    () => false,
  );
  return isDebian ? undefined : findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

/** Asks Python itself: on the PATH may be a version manager's script, which takes a second for each start. */
async function findPython(): Promise<string | undefined> {
  const path = await findProgram(['python3', 'python']);
  if (path === undefined) return undefined;
  return run(path, ['-c', 'import sys; print(sys.executable)']).then(
    executable => executable.trim(),
    () => undefined,
  );
}

function findPythonWithOpenCv(): Promise<string | undefined> {
  return findPythonWith('numpy', 'cv2');
}

async function findPythonWith(...modules: readonly string[]): Promise<string | undefined> {
  for (const path of [await findPython(), '/usr/bin/python3']) {
    if (path && (await hasModules(path, modules))) return path;
  }
  return undefined;
}

/** Looks for modules without loading them, which could take a second. */
function hasModules(python: string, modules: readonly string[]): Promise<boolean> {
  const search = 'import sys; from importlib.util import find_spec; assert all(map(find_spec, sys.argv[1:]))';
  return run(python, ['-c', search, ...modules]).then(
    () => true,
    () => false,
  );
}
