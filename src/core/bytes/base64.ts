/** Base64 (RFC 4648), in the standard and the URL alphabet. */
import { TextError } from '../phrase.ts';

/** White space and missing padding are allowed. @throws RangeError naming the position and the offending text. */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> {
  const wrong = /[^A-Za-z0-9+/_\-=\s]|=(?=\s*[^=\s])/u.exec(text);
  if (wrong) throw new TextError('"{0}" at character {1} isn’t valid base64', wrong[0], wrong.index + 1);
  const digits = text.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (digits.length % 4 === 1) throw new TextError('the last byte is incomplete: base64 can’t end in a single digit');
  return Uint8Array.from(atob(digits), character => character.charCodeAt(0));
}

export function formatBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
