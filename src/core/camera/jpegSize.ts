/** How large a JPEG picture is, from its headers (ITU-T T.81, B.2). */

const startOfImage = 0xff_d8;
const startOfScan = 0xda;
/** Start of frame, of any process: all of C0 to CF but the three that are something else. */
const noFrames = new Set([0xc4, 0xc8, 0xcc]);

/** In pixels; nothing for what is no JPEG file, or ends before it says. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 2 || view.getUint16(0) !== startOfImage) return undefined;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === startOfScan || length < 2) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && !noFrames.has(marker)) {
      if (length < 8 || at + 9 > bytes.length) return undefined;
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
  }
  return undefined;
}
