/** The programs that tests need from the system, with the Debian package of each and what needs it: the only list of them. */
import { access } from 'node:fs/promises';
import { findProgram } from './findProgram.ts';
import { requirePackages, type SystemPackage } from './requirePackages.ts';
import { run } from './run.ts';

/** npm scripts that need programs of the system. */
export const needingScripts = ['test:unit', 'test:interop', 'test:page', 'test:host', 'test:e2e', 'bench'] as const;
export type NeedingScript = (typeof needingScripts)[number];

interface NeededPackage extends SystemPackage {
  readonly neededBy: readonly NeedingScript[];
}

export const systemPackages = {
  /** Peers that use nothing but the standard library. */
  python: {
    wanted: 'Python 3',
    debianPackage: 'python3',
    neededBy: ['test:unit', 'test:interop', 'test:page', 'test:e2e', 'bench'],
    find: () => findProgram(['python3', 'python']),
  },
  /** Peers that send and show video. */
  pythonWithOpenCv: {
    wanted: 'Python with numpy and OpenCV',
    debianPackage: 'python3-opencv',
    neededBy: ['test:interop', 'test:e2e', 'bench'],
    find: findPythonWithOpenCv,
  },
  /** Shows the webview alone, the workbench, and what a camera sees. Without a window of its own, which takes a quarter of the time. */
  chromium: {
    wanted: 'Chromium’s headless shell',
    debianPackage: 'chromium-headless-shell',
    neededBy: ['test:page', 'test:host', 'test:e2e', 'bench'],
    find: findChromium,
  },
  /** A source of video; `npm run pictures` makes films with it. */
  ffmpeg: {
    wanted: 'ffmpeg',
    debianPackage: 'ffmpeg',
    neededBy: ['test:interop'],
    find: () => findProgram(['ffmpeg']),
  },
  /** Reads exported packets. The package also brings text2pcap. */
  tshark: {
    wanted: 'tshark',
    debianPackage: 'tshark',
    neededBy: ['test:interop'],
    find: () => findProgram(['tshark']),
  },
  /** Portside is measured against these three. */
  netcat: {
    wanted: 'the netcat of OpenBSD',
    debianPackage: 'netcat-openbsd',
    neededBy: ['bench'],
    find: () => findProgram(['nc.openbsd', 'nc']),
  },
  ncat: { wanted: 'ncat', debianPackage: 'ncat', neededBy: ['bench'], find: () => findProgram(['ncat']) },
  socat: { wanted: 'socat', debianPackage: 'socat', neededBy: ['bench'], find: () => findProgram(['socat']) },
} as const satisfies Record<string, NeededPackage>;

export type SystemProgram = keyof typeof systemPackages;

/** Loading OpenCV only to see that it is there takes a second, so each program is looked for once. */
const found = new Map<SystemProgram, Promise<string>>();

/** Returns the program's path and installs its package first if it is missing. @throws Error in one sentence that says what is missing. */
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

/** Elsewhere than on Debian the whole browser does, too: it is easier to come by, but slower. */
async function findChromium(): Promise<string | undefined> {
  const headless = await findProgram(['chromium-headless-shell', 'chrome-headless-shell']);
  if (headless !== undefined) return headless;
  const isDebian = await access('/etc/debian_version').then(
    () => true,
    () => false,
  );
  return isDebian ? undefined : findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

async function findPythonWithOpenCv(): Promise<string | undefined> {
  for (const path of [await findProgram(['python3', 'python']), '/usr/bin/python3']) {
    if (path && (await hasOpenCv(path))) return path;
  }
  return undefined;
}

function hasOpenCv(python: string): Promise<boolean> {
  return run(python, ['-c', 'import numpy, cv2']).then(
    () => true,
    () => false,
  );
}
