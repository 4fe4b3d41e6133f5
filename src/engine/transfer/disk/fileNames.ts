/** Candidate names for a received file, tried one after the other until one is free. */
import { extname } from 'node:path';
import { hasNumber, parseNamePattern, renderNamePattern } from '../../../core/transfer/namePattern.ts';
import { safeFileName } from './safeFileName.ts';

/** Returns the name of an attempt, starting at 0. The extension, without a dot, matters only if a pattern uses it. */
export type FileNames = (attempt: number, extension: string) => string;

/** For a name that the sender chose: `a.txt`, `a (2).txt`, `a (3).txt` … */
export function namesLike(name: string): FileNames {
  const safe = safeFileName(name);
  return attempt => numbered(safe, attempt);
}

/** For data that arrived without a name: numbered if the pattern says so, otherwise like a name from the sender. @throws TextError */
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
