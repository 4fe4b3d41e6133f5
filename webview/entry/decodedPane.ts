/** The pane for a decoder's result: one pane per kind of result, regardless of the decoder. */
import { html, type TemplateResult } from 'lit';
import type { Decoded } from '../../src/core/decoders/decoded.ts';
import type { ByteSelection } from './byteSelection.ts';
import './formattedTextElement.ts';
import './entryPicture.ts';
import { escapeEncoding, type TextEncoding } from './textEncodings.ts';
import './textPane.ts';
import { treePane } from './treePane.ts';

/** State and callbacks of a pane that shows the payload's own characters. */
export interface CharactersContext {
  readonly selection: ByteSelection;
  readonly encoding: TextEncoding;
  readonly onSelect: (selection: ByteSelection) => void;
  readonly onEncoding: (encoding: TextEncoding) => void;
}

export function decodedPane(decoded: Decoded, context: CharactersContext): TemplateResult {
  switch (decoded.kind) {
    case 'tree':
      return treePane(decoded);
    case 'text':
      return html`<portside-formatted-text class="entry-pane" .formatted=${decoded}
        .encoding=${escapeEncoding(context.encoding)}></portside-formatted-text>`;
    case 'characters':
      return html`<portside-entry-text class="entry-pane" .characters=${decoded} .encoding=${context.encoding}
        .selection=${context.selection} .onSelect=${context.onSelect} .onEncoding=${context.onEncoding}></portside-entry-text>`;
    case 'picture':
      return html`<portside-entry-picture class="entry-pane" .picture=${decoded}></portside-entry-picture>`;
  }
}
