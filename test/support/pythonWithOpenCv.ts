/** A Python that has numpy and OpenCV: the one on the PATH, or the system's. */
import { run } from './run.ts';
import { findProgram, foundOrInstalled } from './systemProgram.ts';

let found: Promise<string> | undefined;

/** Its path. As root on Debian the packages are installed. @throws Error in one sentence that says what is missing. */
export function pythonWithOpenCv(): Promise<string> {
  // To load OpenCV, only to see that it is there, takes a second.
  found ??= foundOrInstalled(find, { wanted: 'Python with OpenCV', debianPackage: 'python3-opencv' });
  return found;
}

async function find(): Promise<string | undefined> {
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
