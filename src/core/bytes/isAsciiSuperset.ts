/** Detects encodings in which the bytes 00 to 7f are always ASCII. */
import type { Encoding } from '../endpointConfig.ts';

/** Whether every ASCII text has the same bytes in this encoding as in ASCII. */
export function isAsciiSuperset(encoding: Encoding): boolean {
  switch (encoding) {
    case 'utf8':
    case 'latin1':
      return true;
    case 'utf16le':
    case 'utf16be':
      return false;
  }
}
