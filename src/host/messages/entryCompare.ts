/** Compares two entries of any transcripts in VS Code's diff editor. */
import { commands, type Disposable, l10n, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import { Refused } from '../../client/refused.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { panelTitle } from '../shown/panelTitles.ts';
import { plainText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';

const scheme = 'portside-entry';

interface Entry {
  readonly endpoint: string;
  readonly seq: number;
  /** Identifies the transcript: an entry may be gone in another one, or be a different one with the same number. */
  readonly generation: number;
}

export class EntryCompare implements TextDocumentContentProvider, Disposable {
  readonly #endpoints: Endpoints;
  readonly #changed: () => void;
  // Registered from the start: a restored window may have comparisons open.
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);
  #selected: Entry | undefined;

  constructor(endpoints: Endpoints, changed: () => void) {
    this.#endpoints = endpoints;
    this.#changed = changed;
  }

  /** Entry selected for comparison, as long as it exists. */
  get selected(): Entry | undefined {
    const { endpoint = '', generation } = this.#selected ?? {};
    const isThere = this.#endpoints.has(endpoint) && this.#endpoints.find(endpoint).generation === generation;
    return isThere ? this.#selected : undefined;
  }

  select(endpoint: string, seq: number): void {
    this.#selected = { endpoint, seq, generation: this.#endpoints.find(endpoint).generation };
    this.#changed();
  }

  /** Opens the diff of the selected entry and this one. Rejects with a sentence if none is selected. */
  async compareWithSelected(endpoint: string, seq: number): Promise<void> {
    const { selected } = this;
    if (!selected) throw new Refused(l10n.t('First select a row to compare with.'));
    const other = { endpoint, seq, generation: this.#endpoints.find(endpoint).generation };
    const otherName = selected.endpoint === endpoint ? `#${seq}` : this.#nameOf(other);
    const title = plainText(`${this.#nameOf(selected)} ↔ ${otherName}`);
    await commands.executeCommand('vscode.diff', this.#uriOf(selected), this.#uriOf(other), title, besidePanel());
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    try {
      const { endpoint, seq, generation } = JSON.parse(query) as Entry;
      if (!this.#endpoints.has(endpoint) || this.#endpoints.find(endpoint).generation !== generation)
        throw new RangeError(l10n.t('This entry is no longer available.'));
      const { entryDocument } = await import('./entryDocument.ts');
      return await entryDocument(this.#endpoints, endpoint, seq);
    } catch (error) {
      return `${translatedSentence(errorSentence(error))}\n`;
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #uriOf(entry: Entry): Uri {
    return Uri.from({
      scheme,
      path: `/${plainText(this.#nameOf(entry)).replaceAll(/[/\\?]/g, '_')}`,
      query: JSON.stringify(entry),
    });
  }

  #nameOf({ endpoint, seq }: Entry): string {
    return `${panelTitle({ id: endpoint }, this.#endpoints.all)} #${seq}`;
  }
}
