/** The names that a received file may get, one after the other until one is free. */
import { extname } from 'node:path';
import { hasNumber, parseNamePattern, renderNamePattern } from '../../core/transfer/namePattern.ts';
import { safeFileName } from './safeFileName.ts';

/** The name of an attempt, the first being 0. The extension, without a dot, counts only where a pattern asks for it. */
export type FileNames = (attempt: number, extension: string) => string;

/** For a name that a stranger sent: `a.txt`, `a (2).txt`, `a (3).txt` … */
export function namesLike(name: string): FileNames {
  const safe = safeFileName(name);
  return attempt => numbered(safe, attempt);
}

/** For bytes that came without a name: numbered where the pattern says so, else like a name that was sent. @throws TextError */
export function namesOf(text: string, of: { readonly peer: string; readonly timeMs: number }): FileNames {
  const pattern = parseNamePattern(text);
  return (attempt, ext) => {
    const name = safeFileName(renderNamePattern(pattern, { ...of, n: attempt, ext }));
    return hasNumber(pattern) ? name : numbered(name, attempt);
  };
}

function numbered(name: string, attempt: number): string {
  if (attempt === 0) return name;
  const extension = /\.tar\.[^.]+$/i.exec(name)?.[0] ?? extname(name);
  return `${name.slice(0, name.length - extension.length)} (${attempt + 1})${extension}`;
}
