/** Text with dimmed escapes: one element for each run of them, up to a limit. */
import { html, type TemplateResult } from 'lit';
import { type VisibleRun, visibleRuns } from '../../src/core/bytes/visibleText.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';

export type DimmedPiece = TemplateResult | string;

export interface DimmedLook {
  /**
   * Maximum number of elements for escapes. Further escapes are plain text: laying out thousands of elements at once
   * would block the page.
   */
  readonly maxDimmed: number;
  /** Shows each line end as an escape before breaking the line. Otherwise, it only breaks the line. */
  readonly showsLineEnds: boolean;
  /** Encoding in which the escapes could be typed. */
  readonly encoding?: Encoding;
}

export class DimmedText {
  #left: number;
  readonly #showsLineEnds: boolean;
  readonly #encoding: Encoding | undefined;

  constructor({ maxDimmed, showsLineEnds, encoding }: DimmedLook) {
    this.#left = maxDimmed;
    this.#showsLineEnds = showsLineEnds;
    this.#encoding = encoding;
  }

  /** Returns text with line feeds, to be shown with preserved white space. `next` is the text that follows it. */
  pieces(text: string, next = ''): DimmedPiece[] {
    const pieces: DimmedPiece[] = [];
    let [plain, dimmed] = ['', ''];
    const flush = () => {
      if (plain !== '') pieces.push(plain);
      if (dimmed !== '') pieces.push(html`<span class="escape">${dimmed}</span>`);
      [plain, dimmed] = ['', ''];
    };
    for (const run of visibleRuns(text, next, this.#encoding)) {
      const shown = this.#shown(run);
      if (this.#isDimmed(run, dimmed !== '')) dimmed += shown;
      else {
        if (dimmed !== '') flush();
        plain += shown;
      }
    }
    flush();
    return pieces;
  }

  /** `goesOn` is true if the run follows a dimmed one. */
  #isDimmed({ kind }: VisibleRun, goesOn: boolean): boolean {
    if (kind === 'text' || (kind === 'newline' && !this.#showsLineEnds)) return false;
    if (goesOn) return true;
    this.#left--;
    return this.#left >= 0;
  }

  #shown({ kind, text }: VisibleRun): string {
    if (kind !== 'newline') return text;
    return this.#showsLineEnds ? `${text}\n` : '\n';
  }
}
