/** Makes names sent by peers safe for any folder on any system. */
import { extname } from 'node:path';
import sanitize from 'sanitize-filename';
import { maxMarkBytes } from './partName.ts';

/** File systems allow 255 bytes; the suffix of a part, or ` (9999)`, is still to be added. */
const maxNameBytes = 255 - maxMarkBytes;
/** Maximum length of an extension; anything longer isn't one. */
const maxExtensionBytes = 32;
/** Invisible characters: control characters, marks that change the direction or have no width, lone surrogates, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Device names of Windows, with any extension. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))/i;

/**
 * Returns a base name that is never empty, `.` or `..`, has no separator, no drive and nothing invisible, isn't a
 * Windows device and isn't hidden: a dot file could configure programs used in that folder. It doesn't end like the
 * name of a part either, which a later file would resume. At most 212 bytes of UTF-8 in NFC; the extension is kept.
 */
export function safeFileName(name: string): string {
  const visible = name.replace(invisible, '').normalize();
  const base = visible.split(/[/\\]/).findLast(part => part.trim() !== '') ?? '';
  const clean = sanitize(cut(base.replace(/^[a-z]:/i, '')).replace(device, '_$&')).normalize();
  return trimmed(cut(trimmed(clean).replace(device, '_$&'))) || 'file';
}

/** Removes leading and trailing spaces and dots, since Windows drops trailing ones, and the suffix of a part. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+|(?:[\s.]|\.portside\.part)+$/giu, '');
}

/** Cuts a name to `maxNameBytes` in whole characters, and keeps the extension. */
function cut(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const found = extname(name);
  const extension = Buffer.byteLength(found) <= maxExtensionBytes ? found : '';
  return (
    firstBytes(name.slice(0, name.length - extension.length), maxNameBytes - Buffer.byteLength(extension)) + extension
  );
}

function firstBytes(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}
