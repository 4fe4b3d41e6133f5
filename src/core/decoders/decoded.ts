/** Results of decoders. An entry view shows each kind, whichever decoder it comes from. */
import type { TextOrPhrase } from '../phrase.ts';

export type Decoded = Tree | FormattedText | Characters | DecodedPicture;

/** Nested values. */
export interface Tree {
  readonly kind: 'tree';
  /** Accessible name. */
  readonly label: TextOrPhrase;
  /** Sentences shown above the tree. */
  readonly notes: readonly Note[];
  readonly root?: TreeNode;
  /** A sentence that says why there is no root. */
  readonly problem?: TextOrPhrase;
}

export interface Note {
  readonly text: TextOrPhrase;
  /** Name of a codicon. */
  readonly icon?: string;
}

export interface TreeNode {
  /** Role in its parent: a key or an index. */
  readonly key?: TextOrPhrase | undefined;
  /** Type in the format's own terms: `dict`, `str`. Empty if that says nothing. */
  readonly type: string;
  /** Value, or a summary of the children. Text from a peer has no live control characters. */
  readonly text: TextOrPhrase;
  /** Number of the node, if other nodes refer to it. */
  readonly id?: number;
  /** Absent if the node contains nothing. */
  readonly children?: TreeChildren;
}

/** An array of nodes, or an object that creates each of millions when it is shown. */
export type TreeChildren = Pick<readonly TreeNode[], 'length' | 'at'>;

/** A text generated from the payload, such as indented JSON. */
export interface FormattedText {
  readonly kind: 'text';
  /** Accessible name. */
  readonly label: TextOrPhrase;
  readonly text: string;
  /** Splits whole lines of the text into tokens, for coloring. Called for lines as they become visible. */
  tokens(lines: string): readonly TextToken[];
}

export type TextTokenKind = 'key' | 'string' | 'number' | 'word' | 'mark';

export interface TextToken {
  readonly kind: TextTokenKind;
  readonly text: string;
}

/** The payload's own characters, in parts: each character stands for bytes, which can be selected. */
export interface Characters {
  readonly kind: 'characters';
  readonly partCount: number;
  /** Returns the text of a part. `range` is the selection: start and end offset in bytes. */
  part(at: number, range: readonly [number, number] | undefined): TextParts;
  /** Whether all bytes are valid in the encoding. Reads all of them. */
  isValid(): boolean;
}

export interface TextParts {
  readonly before: string;
  /** The selected bytes, including a character that they end in. */
  readonly marked: string;
  readonly after: string;
}

/** A picture in a format that browsers show. */
export interface DecodedPicture {
  readonly kind: 'picture';
  readonly bytes: Uint8Array;
  /** Display name of the format: `PNG`. */
  readonly name: string;
  readonly mediaType: string;
  /** Size in pixels; absent if the header doesn't say. */
  readonly size?: readonly [width: number, height: number];
  /** Whether the end of the picture is missing. */
  readonly isCut: boolean;
}
