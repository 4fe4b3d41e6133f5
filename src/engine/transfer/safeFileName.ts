/** Names that strangers send, reduced to what is safe in any folder on any system. */
import { extname } from 'node:path';
import sanitize from 'sanitize-filename';
import { maxMarkBytes } from './partName.ts';

/** File systems take 255 bytes; what marks a part, or ` (9999)`, is still to come. */
const maxNameBytes = 255 - maxMarkBytes;
/** What is longer is no extension. */
const maxExtensionBytes = 32;
/** Nobody sees them: control characters, marks that turn the direction or have no width, halves of characters, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Devices of Windows, whatever extension they have. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))/i;

/**
 * A base name that is never empty, `.` or `..`, has no separator, no drive and nothing invisible, is no device of Windows and not
 * hidden: a dot file could configure what works in that folder. It isn't named like a part of ours either, which a next file would go on
 * with. At most 212 bytes of UTF-8 in NFC; the extension is kept.
 */
export function safeFileName(name: string): string {
  const visible = name.replace(invisible, '').normalize();
  const base = visible.split(/[/\\]/).findLast(part => part.trim() !== '') ?? '';
  const clean = sanitize(cut(base.replace(/^[a-z]:/i, '')).replace(device, '_$&')).normalize();
  return trimmed(cut(trimmed(clean).replace(device, '_$&'))) || 'file';
}

/** Without the spaces and dots around it, of which those at the end are lost on Windows, and without the ending of a part. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+|(?:[\s.]|\.portside\.part)+$/giu, '');
}

/** The longest beginning, of whole characters, that leaves room for the extension. */
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
