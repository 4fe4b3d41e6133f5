/** What a pickle holds as a tree, operated as every tree is (ARIA's tree pattern). */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PickleRow } from './pickleNodes.ts';

/** Of what one contains, shown at once; a row shows as many more. */
const childrenAtOnce = 100;

/** A row of the tree, or, without one, the place where more of them can be shown. */
interface Line {
  /** Places from the root: `0.3`. */
  readonly path: string;
  readonly level: number;
  readonly row?: PickleRow;
  /** How many more there are. */
  readonly left?: number;
}

@customElement('portside-pickle-tree')
export class PickleTreeElement extends LitElement {
  @property({ attribute: false }) root: PickleRow | undefined;
  /** How many of its children an open row shows, by its path. */
  @state() private open = new Map<string, number>();
  @state() private current = '';

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('root')) return;
    this.open = new Map([['', childrenAtOnce]]);
    this.current = '';
  }

  protected override render(): TemplateResult {
    const lines = this.lines();
    return html`<div class="pickle-tree" role="tree" aria-label=${l10n.t('What the pickle holds')} @keydown=${this.onKey}>
      ${repeat(
        lines,
        ({ path }) => path,
        line => this.line(line),
      )}
    </div>`;
  }

  private lines(): Line[] {
    const lines: Line[] = [];
    const add = (row: PickleRow, path: string, level: number) => {
      lines.push({ path, level, row });
      const shown = this.open.get(path);
      const { children } = row;
      if (!children || shown === undefined) return;
      const count = Math.min(shown, children.count);
      for (let at = 0; at < count; at++) add(children.row(at), `${path}.${at}`, level + 1);
      if (count < children.count) lines.push({ path: `${path}.more`, level: level + 1, left: children.count - count });
    };
    if (this.root) add(this.root, '', 1);
    return lines;
  }

  private line({ path, level, row, left }: Line): TemplateResult {
    const isOpen = row?.children ? this.open.has(path) : undefined;
    return html`<div class="pickle-row" role="treeitem" data-path=${path} aria-level=${level}
      aria-expanded=${isOpen === undefined ? nothing : String(isOpen)} tabindex=${path === this.current ? 0 : -1}
      .style=${`--level: ${level - 1}`} @click=${() => this.press(path)} @focus=${() => this.go(path)}>
      <span class="pickle-twistie codicon ${isOpen === undefined ? '' : `codicon-chevron-${isOpen ? 'down' : 'right'}`}" aria-hidden="true"></span>
      ${row ? this.texts(row) : html`<span class="pickle-more">${l10n.t('{0} more…', left ?? 0)}</span>`}
    </div>`;
  }

  private texts({ key, type, text, id }: PickleRow): TemplateResult {
    return html`${key === undefined ? nothing : html`<span class="pickle-key" dir="auto">${key}</span>`}
      ${type === '' ? nothing : html`<span class="pickle-type">${type}</span>`}
      <span class="pickle-text" dir="auto">${text}</span>
      ${id === undefined ? nothing : html`<span class="pickle-id">#${id}</span>`}`;
  }

  private go(path: string): void {
    this.current = path;
  }

  private press(path: string): void {
    if (path.endsWith('.more')) this.showMore(path);
    else if (this.open.has(path)) this.setOpen(path, false);
    else this.setOpen(path, true);
  }

  private showMore(path: string): void {
    const parent = parentOf(path);
    const shown = this.open.get(parent) ?? 0;
    this.open = new Map(this.open).set(parent, shown + childrenAtOnce);
    void this.updateComplete.then(() => this.goTo(`${parent}.${shown}`));
  }

  private setOpen(path: string, isOpen: boolean): void {
    const open = new Map(this.open);
    if (!isOpen) open.delete(path);
    else if (this.lines().find(line => line.path === path)?.row?.children) open.set(path, childrenAtOnce);
    this.open = open;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const lines = this.lines();
    const at = lines.findIndex(({ path }) => path === this.current);
    const line = lines[at];
    if (!line || !this.act(event.key, lines, at, line)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether the key was one of a tree's. */
  private act(key: string, lines: readonly Line[], at: number, { path, row }: Line): boolean {
    const isOpen = this.open.has(path) && row?.children !== undefined;
    switch (key) {
      case 'ArrowDown':
        return this.goTo(lines[at + 1]?.path);
      case 'ArrowUp':
        return this.goTo(lines[at - 1]?.path);
      case 'Home':
        return this.goTo('');
      case 'End':
        return this.goTo(lines.at(-1)?.path);
      case 'ArrowRight':
        if (isOpen) this.goTo(lines[at + 1]?.path);
        else this.setOpen(path, true);
        return true;
      case 'ArrowLeft':
        if (isOpen) this.setOpen(path, false);
        else this.goTo(path === '' ? undefined : parentOf(path));
        return true;
      case 'Enter':
      case ' ':
        this.press(path);
        return true;
      default:
        return false;
    }
  }

  private goTo(path: string | undefined): boolean {
    if (path !== undefined) this.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
    return true;
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
