/** Signs of files: what is inside them has lengths, too, but isn't a conversation. */

/** First bytes of pictures, archives, compressed data, documents and programs; dots stand for any byte. */
const signs = [
  '89504e470d0a1a0a',
  'ffd8ff',
  '47494638',
  '52494646........',
  '424d',
  '1f8b08',
  '504b0304',
  '425a68',
  'fd377a585a00',
  '28b52ffd',
  '377abcaf271c',
  '25504446',
  '7f454c46',
  '4f676753',
  '664c6143',
  '........66747970',
  '49492a00',
  '4d4d002a',
].map(sign => new RegExp(`^${sign}`));

export function isFile(bytes: Uint8Array): boolean {
  const start = Array.from(bytes.subarray(0, 12), byte => byte.toString(16).padStart(2, '0')).join('');
  return signs.some(sign => sign.test(start));
}
