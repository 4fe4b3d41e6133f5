/** What the bytes of an entry can be read as, once enough of them have been fetched to know. */
import type { EntryBytes } from './entryBytes.ts';
import { type EntryKinds, isLongText } from './entryPanes.ts';
import { type FoundPickle, pickleOf, pickleStart } from './foundPickle.ts';
import { type FoundPicture, mayBePicture, pictureOf } from './foundPicture.ts';
import { jsonOf, mayBeJson } from './textBlocks.ts';
import type { TextEncoding } from './textEncodings.ts';

export class EntryReadings {
  json: string | undefined;
  pickle: FoundPickle | undefined;
  picture: FoundPicture | undefined;
  /** Undefined until it is known. */
  kinds: EntryKinds | undefined;
  #source: EntryBytes | undefined;
  /** What the readings were made from. */
  #from: readonly unknown[] = [];

  /** JSON, pickles and pictures can only be recognized when complete: whether the rest should be fetched for that. */
  needsAll(source: EntryBytes, encoding: TextEncoding): boolean {
    const { bytes, length, left, problem, isLoading } = source;
    if (left === 0 || problem !== undefined || isLoading || bytes.length === 0) return false;
    return (
      mayBeJson(bytes, length, encoding) || pickleStart(bytes, length) !== undefined || mayBePicture(bytes, length)
    );
  }

  read(source: EntryBytes | undefined, encoding: TextEncoding): void {
    if (source !== this.#source) this.kinds = undefined;
    this.#source = source;
    const from = [source?.bytes, source?.left === 0, encoding];
    if (from.some((part, index) => part !== this.#from[index])) this.#readAll(source, encoding);
    this.#from = from;
    this.kinds = source && this.#kindsOf(source, encoding);
  }

  #readAll(source: EntryBytes | undefined, encoding: TextEncoding): void {
    const isWhole = source?.left === 0;
    this.json = isWhole ? jsonOf(source.bytes, encoding) : undefined;
    this.pickle = isWhole ? pickleOf(source.bytes) : undefined;
    this.picture = isWhole ? pictureOf(source.bytes) : undefined;
  }

  /** Undefined while more is being fetched that may decide; if that fails, what has been fetched decides. */
  #kindsOf(source: EntryBytes, encoding: TextEncoding): EntryKinds | undefined {
    const { bytes, left, problem, isLoading } = source;
    if (problem === undefined && (bytes.length === 0 || this.needsAll(source, encoding))) return undefined;
    if (left > 0 && isLoading && this.kinds === undefined) return undefined;
    return {
      json: this.json !== undefined,
      pickle: this.pickle !== undefined,
      picture: this.picture !== undefined,
      longText: isLongText(bytes, encoding, left > 0),
    };
  }
}
