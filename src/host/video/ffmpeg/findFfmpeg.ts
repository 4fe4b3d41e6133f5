/** Where ffmpeg is, if it is there. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

const defaultTimeoutMs = 5000;

/**
 * The absolute path of the program: the one that a setting names, else the first on the PATH; nothing where that is no ffmpeg.
 * Looked for here, since Windows would find one in the current folder first.
 */
export async function findFfmpeg(
  path: string,
  env = process.env,
  timeoutMs = defaultTimeoutMs,
): Promise<string | undefined> {
  if (path.trim() !== '') return isAbsolute(path.trim()) ? asFfmpeg(path.trim(), timeoutMs) : undefined;
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const found = await asFfmpeg(join(folder, name), timeoutMs);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function asFfmpeg(program: string, timeoutMs: number): Promise<string | undefined> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await promisify(execFile)(program, ['-hide_banner', '-version'], {
      timeout: timeoutMs,
      // Something else of that name may not listen to anything milder.
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    return stdout.startsWith('ffmpeg version') ? program : undefined;
  } catch {
    // Not there, not to be run, or something else of that name.
    return undefined;
  }
}
