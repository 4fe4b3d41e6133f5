/** The tree returned by any decoder, with the usual keys (ARIA tree pattern). */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TreeNode } from '../../src/core/decoders/decoded.ts';
import { phraseText, type TextOrPhrase } from '../../src/core/phrase.ts';
import { type TreeLine, TreeLines } from './treeLines.ts';

@customElement('portside-tree')
export class TreeElement extends LitElement {
  @property({ attribute: false }) root: TreeNode | undefined;
  /** Accessible name. */
  @property({ attribute: false }) label: TextOrPhrase = '';
  /** Path of the row that the Tab key focuses. */
  @state() private current = '';
  private lines: TreeLines | undefined;

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('root')) return;
    this.lines = this.root && new TreeLines(this.root);
    this.current = '';
  }

  protected override render(): TemplateResult {
    return html`<div class="tree-rows" role="tree" aria-label=${phraseText(this.label, l10n.t)} @keydown=${this.onKey}>
      ${repeat(
        this.lines?.all ?? [],
        ({ path }) => path,
        line => this.line(line),
      )}
    </div>`;
  }

  private line(line: TreeLine): TemplateResult {
    const { path, level, node, left } = line;
    const isOpen = this.lines?.isOpen(line);
    return html`<div class="tree-row" role="treeitem" data-path=${path} aria-level=${level}
      aria-expanded=${isOpen === undefined ? nothing : String(isOpen)} tabindex=${path === this.current ? 0 : -1}
      .style=${`--level: ${level - 1}`} @click=${() => this.press(path)} @focus=${() => this.go(path)}>
      <span class="tree-twistie codicon ${isOpen === undefined ? '' : `codicon-chevron-${isOpen ? 'down' : 'right'}`}" aria-hidden="true"></span>
      ${node ? this.texts(node) : html`<span class="tree-more">${l10n.t('{0} more…', left ?? 0)}</span>`}
    </div>`;
  }

  private texts({ key, type, text, id }: TreeNode): TemplateResult {
    return html`${key === undefined ? nothing : html`<span class="tree-key" dir="auto">${phraseText(key, l10n.t)}</span>`}
      ${type === '' ? nothing : html`<span class="tree-type">${type}</span>`}
      <span dir="auto">${phraseText(text, l10n.t)}</span>
      ${id === undefined ? nothing : html`<span class="tree-id" title=${l10n.t('Other occurrences of this value are shown as “same as #{0}”.', id)}>#${id}</span>`}`;
  }

  private go(path: string): void {
    this.current = path;
  }

  private press(path: string): void {
    const next = this.lines?.press(path);
    this.requestUpdate();
    // The row exists once it has been rendered.
    if (next !== undefined) void this.updateComplete.then(() => this.goTo(next));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = this.lines?.key(event.key, this.current);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    // Set before the row has the focus, so that the tree is rendered only once; the open rows may have changed, too.
    this.current = next;
    this.requestUpdate();
    void this.updateComplete.then(() => this.goTo(next));
  };

  private goTo(path: string): void {
    this.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
  }
}
