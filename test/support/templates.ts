/** Reads Lit templates without a browser, as elements with text, attributes and event handlers. */
import assert from 'node:assert/strict';
import { nothing, type TemplateResult } from 'lit';

/** An element of a template. Attributes are named as in the template: `title`, `?disabled`, `.value`, `@click`. */
export interface Drawn {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its text content as one line. */
  readonly text: string;
  /** All descendants, in document order. */
  readonly inside: readonly Drawn[];
}

type Part = string | Drawn;

/** Returns all elements of a template, in document order. */
export function elements(template: unknown): Drawn[] {
  return deep(parts(template));
}

/** Returns the text of a template as one line. */
export function textOf(template: unknown): string {
  return lineOf(parts(template));
}

/** Returns the outermost element with this name, and with a handler for `event` if given. */
export function named(template: unknown, name: string, event?: string): Drawn {
  const all = elements(template);
  const found = all.find(one => nameOf(one) === name && (event === undefined || `@${event}` in one.attributes));
  assert.ok(found, `“${name}” is not among ${all.map(nameOf).join(' | ')}`);
  return found;
}

/** Returns the names of all elements with this tag. */
export function names(template: unknown, tag: string): string[] {
  return elements(template)
    .filter(one => one.tag === tag)
    .map(nameOf);
}

/** Calls an event handler as the browser would, and returns the event. */
export function fire<E extends object>({ attributes }: Drawn, type: string, event: E = {} as E): E & FiredEvent {
  const fired = {
    isPrevented: false,
    preventDefault() {
      fired.isPrevented = true;
    },
    stopPropagation: () => undefined,
    ...event,
  };
  const handler = attributes[`@${type}`];
  assert.equal(typeof handler, 'function', `no handler for ${type}`);
  (handler as (event: unknown) => void)(fired);
  return fired;
}

export interface FiredEvent {
  isPrevented: boolean;
}

export function press(template: unknown, name: string): void {
  fire(named(template, name, 'click'), 'click');
}

/** Changes the value of a field as a user would by typing or choosing. */
export function enter(template: unknown, name: string, type: 'input' | 'change', target: object): void {
  fire(named(template, name, type), type, { target });
}

/** Returns its label, otherwise its text, otherwise its title. */
function nameOf({ attributes, text }: Drawn): string {
  const label = attributes['aria-label'];
  return String(label === undefined || label === nothing ? text || (attributes.title ?? '') : label);
}

function deep(all: readonly Part[]): Drawn[] {
  return all.filter(part => typeof part !== 'string').flatMap(one => [one, ...one.inside]);
}

function lineOf(all: readonly Part[]): string {
  const text = all.map(part => (typeof part === 'string' ? part : part.tag === 'br' ? '\n' : part.text)).join('');
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}

/** Returns what a value of a template renders to. */
function parts(value: unknown): Part[] {
  if (value === nothing || value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(parts);
  if (typeof value !== 'object') return [String(value)];
  if ('strings' in value) return new TemplateReader(value as TemplateResult).read();
  return parts(ofDirective(value as Directive));
}

interface Directive {
  readonly values: readonly unknown[];
}

/** `repeat(items, key, template)`, `guard(deps, template)`, `keyed(key, template)`, `live(value)`. */
function ofDirective({ values }: Directive): unknown {
  const [first] = values;
  const last = values.at(-1);
  if (values.length > 1 && typeof last === 'function' && typeof values[1] === 'function')
    return Array.from(first as Iterable<unknown>, (item, at) => last(item, at));
  return typeof last === 'function' ? last() : last;
}

const voidTags = new Set(['input', 'br', 'wbr', 'col', 'img', 'path', 'circle']);

interface Open {
  readonly tag: string;
  readonly attributes: Record<string, unknown>;
  readonly children: Part[];
}

/** Parses our own markup only: attributes are quoted or contain no spaces, and tags are closed. */
class TemplateReader {
  readonly #markup: string;
  readonly #values: readonly unknown[];
  readonly #open: Open[] = [{ tag: '', attributes: {}, children: [] }];

  constructor({ strings, values }: TemplateResult) {
    this.#markup = strings.map((text, at) => (at === 0 ? text : `\ue000${at - 1}\ue000${text}`)).join('');
    this.#values = values;
  }

  read(): Part[] {
    for (const [, tag, text] of this.#markup.matchAll(/<((?:"[^"]*"|[^">])*)>|([^<]+)/g)) {
      if (tag === undefined) this.#top.children.push(...this.#textParts(text ?? ''));
      else if (tag.startsWith('/')) this.#close();
      else this.#begin(tag);
    }
    assert.equal(this.#open.length, 1, `not closed: ${this.#top.tag}`);
    return this.#top.children;
  }

  get #top(): Open {
    const top = this.#open.at(-1);
    assert.ok(top);
    return top;
  }

  #begin(markup: string): void {
    const [, tag = '', rest = ''] = /^([\w-]+)([\s\S]*?)\/?$/.exec(markup) ?? [];
    const attributes: Record<string, unknown> = {};
    for (const [, name = '', quoted, plain] of rest.matchAll(/([^\s=\ue000]+)(?:=(?:"([^"]*)"|(\S+)))?/g)) {
      const value = this.#attribute(quoted ?? plain ?? '');
      if (value !== nothing) attributes[name] = value;
    }
    this.#open.push({ tag, attributes, children: [] });
    if (voidTags.has(tag)) this.#close();
  }

  #close(): void {
    const { tag, attributes, children } = this.#top;
    this.#open.pop();
    this.#top.children.push({ tag, attributes, text: lineOf(children), inside: deep(children) });
  }

  /** Returns a single value unchanged, and a directive's inner value. */
  #attribute(text: string): unknown {
    const [, lone] = /^\ue000(\d+)\ue000$/.exec(text) ?? [];
    if (lone === undefined) return text.replace(/\ue000(\d+)\ue000/g, (_, at) => String(this.#values[Number(at)]));
    const value = this.#values[Number(lone)];
    return typeof value === 'object' && value !== null && '_$litDirective$' in value
      ? ofDirective(value as unknown as Directive)
      : value;
  }

  #textParts(text: string): Part[] {
    return text.split('\ue000').flatMap((part, at) => (at % 2 === 0 ? [part] : parts(this.#values[Number(part)])));
  }
}
