/** Text whose escapes are dimmed, each run of them by one element, until there are too many. */
import { html, type TemplateResult } from 'lit';
import { type VisibleRun, visibleRuns } from '../../src/core/bytes/visibleText.ts';

export type DimmedPiece = TemplateResult | string;

export interface DimmedLook {
  /** Elements for runs of escapes. Further escapes are plain text: thousands of elements, laid out at once, would block the page. */
  readonly maxDimmed: number;
  /** Line ends are shown as escapes, before they end a line. Otherwise they only end it. */
  readonly showsLineEnds: boolean;
}

export class DimmedText {
  #left: number;
  readonly #showsLineEnds: boolean;

  constructor({ maxDimmed, showsLineEnds }: DimmedLook) {
    this.#left = maxDimmed;
    this.#showsLineEnds = showsLineEnds;
  }

  /** Lines are broken by the text itself: what shows it has to keep white space. */
  pieces(text: string): DimmedPiece[] {
    const pieces: DimmedPiece[] = [];
    let [plain, dimmed] = ['', ''];
    const flush = () => {
      if (plain !== '') pieces.push(plain);
      if (dimmed !== '') pieces.push(html`<span class="escape">${dimmed}</span>`);
      [plain, dimmed] = ['', ''];
    };
    for (const run of visibleRuns(text)) {
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

  /** `goesOn`: the run follows another that is dimmed. */
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
