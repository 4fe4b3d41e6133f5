/** Resolves the parts of a template: names, types and spans. Errors say where they are and which names exist. */
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import { type Computed, isComputed, isHash, readComputed } from './computed.ts';
import { isHashFormat } from './formattedBytes.ts';
import { holesInJsonStrings } from './jsonStrings.ts';
import type { CaptureHole, Hole, InsertHole, SpanHole, Template, ValueHole } from './template.ts';
import { unknownArgument, unknownPlaceholder } from './unknownName.ts';
import { hasBytes, isNumber, isValue } from './values.ts';
import { countOfType, isName, typeOf, type ValueType } from './valueType.ts';

/** What a template may contain. */
export interface TemplateScope {
  /** Names of the values that can be inserted or compared with. */
  readonly names: readonly string[];
  /**
   * `send`: values can be generated. `expect`: values can be captured. `both`: values that would be captured are
   * inserted when sent, and nothing can be generated.
   */
  readonly use: 'send' | 'expect' | 'both';
  readonly hasPeer: boolean;
  /** False if spans are just text, as in a message typed by hand. */
  readonly hasSpans?: boolean;
  readonly isHex: boolean;
  /** Text that stands for two literal braces. */
  readonly braces: string;
}

/** Texts and values that are converted to bytes together: in hex, values may be digits of a byte. */
export interface Run {
  readonly kind: 'run';
  readonly parts: readonly (string | ValueHole)[];
  readonly at: number;
}

export interface Insert {
  readonly kind: 'insert';
  readonly name: string;
  readonly type: ValueType | undefined;
  /** Whether it is inside a string of a JSON document. */
  readonly isJson: boolean;
  readonly hole: InsertHole | CaptureHole;
}

export interface Capture {
  readonly kind: 'capture';
  /** Empty for a wildcard. */
  readonly name: string;
  readonly type: ValueType | undefined;
  /** Whether it is inside a string of a JSON document. */
  readonly isJson: boolean;
  readonly hole: CaptureHole;
}

/** A generated number, or random bytes, written as the type says. */
export interface TypedValue {
  readonly kind: 'typed';
  readonly type: ValueType;
  readonly hole: ValueHole;
}

/** Where a span begins or ends: it writes nothing, but ends a run. */
export interface Mark {
  readonly kind: 'mark';
}

export type Element = Run | Insert | Capture | TypedValue | Computed | Mark;

/** @throws TextError for a placeholder that doesn't exist, isn't valid, or isn't possible in this use. */
export function readElements(template: Template, scope: TemplateScope): readonly Element[] {
  return new ElementReader(scope, scope.isHex ? new Set() : holesInJsonStrings(template)).read(template);
}

/** Each can cover the whole message. */
const maxComputed = 32;

interface Span {
  readonly hole: SpanHole;
  readonly from: number;
  to?: number;
}

class ElementReader {
  readonly #scope: TemplateScope;
  readonly #inJson: ReadonlySet<Hole>;
  readonly #elements: (Element | ValueHole)[] = [];
  readonly #spans = new Map<string, Span>();
  readonly #names: Set<string>;
  readonly #captured = new Set<string>();
  #computedHoles = 0;
  #run: { parts: (string | ValueHole)[]; at: number } = { parts: [], at: 0 };

  constructor(scope: TemplateScope, inJson: ReadonlySet<Hole>) {
    this.#scope = scope;
    this.#inJson = inJson;
    this.#names = new Set(scope.names);
  }

  read(template: Template): readonly Element[] {
    for (const part of template) {
      if (part.kind === 'text') this.#addToRun(part.text, part.at);
      else if (part.kind === 'braces') this.#addToRun(this.#scope.braces, part.at);
      else if (part.kind === 'value' && isValue(part.name)) this.#addValue(part);
      else this.#add(this.#element(part));
    }
    this.#endRun();
    for (const { hole, to } of this.#spans.values()) if (to === undefined) throw unclosed(hole);
    return this.#elements.map((element, index) =>
      element.kind === 'value' ? this.#computed(element, index) : element,
    );
  }

  #addToRun(part: string | ValueHole, at: number): void {
    if (this.#run.parts.length === 0) this.#run.at = at;
    this.#run.parts.push(part);
  }

  #add(element: Element | ValueHole): void {
    this.#endRun();
    this.#elements.push(element);
  }

  #endRun(): void {
    if (this.#run.parts.length > 0) this.#elements.push({ kind: 'run', ...this.#run });
    this.#run = { parts: [], at: 0 };
  }

  #addValue(hole: ValueHole): void {
    const { use, hasPeer } = this.#scope;
    if (hole.name === 'peer' && !hasPeer) throw this.#unknown(hole);
    if (use !== 'send') throw generated(hole);
    const type = typeOf(hole);
    if (type === undefined) {
      this.#addToRun(hole, hole.at);
      return;
    }
    const isFormat = isHashFormat(type);
    if (!(isFormat ? hasBytes(hole) : isNumber(hole)))
      throw new TextError('"{0}" at character {1} can’t be written as {2}', ...placed(hole), type.source);
    if (!isFormat) this.#checkType(hole, type);
    this.#add({ kind: 'typed', type, hole });
  }

  #element(hole: Exclude<Hole, { kind: 'braces' }>): Element | ValueHole {
    switch (hole.kind) {
      case 'insert':
        return this.#insert(hole);
      case 'capture':
        return this.#capture(hole);
      case 'open':
      case 'close':
        this.#endRun();
        this.#mark(hole);
        return { kind: 'mark' };
      case 'value':
        if (!isComputed(hole.name)) throw this.#unknown(hole);
        if (isHash(hole.name) && this.#scope.use !== 'send') throw generated(hole);
        this.#computedHoles++;
        if (this.#computedHoles > maxComputed)
          throw new TextError('has more than {0} lengths, checksums and hashes', maxComputed);
        return hole;
    }
  }

  #insert(hole: InsertHole): Insert {
    if (!this.#names.has(hole.name)) throw this.#unknown(hole);
    const type = typeOf(hole);
    if (type) this.#checkType(hole, type);
    return { kind: 'insert', name: hole.name, type, isJson: this.#inJson.has(hole), hole };
  }

  #capture(hole: CaptureHole): Capture {
    const { name } = hole;
    if (this.#scope.use === 'send')
      throw new TextError(
        '"{0}" at character {1} is only possible in what is expected, not in what is sent',
        ...placed(hole),
      );
    if (name === '' && this.#scope.use === 'both')
      throw new TextError('"{0}" at character {1} needs a name, since it is also sent', ...placed(hole));
    if (name !== '') checkName(hole);
    if (this.#captured.has(name)) throw twice(hole);
    const type = typeOf(hole);
    if (type) this.#checkType(hole, type);
    if (name !== '') {
      this.#captured.add(name);
      this.#names.add(name);
    }
    return { kind: 'capture', name, type, isJson: this.#inJson.has(hole), hole };
  }

  /** A type may count with a value that is known before it is reached. */
  #checkType(hole: Hole, type: ValueType): void {
    const count = countOfType(type);
    if (typeof count === 'string' && !this.#names.has(count))
      throw unknownArgument(hole, count, [...this.#names], false);
    if (type.kind === 'base64')
      throw new TextError('"{0}" at character {1} can’t be written as {2}', ...placed(hole), type.source);
  }

  #mark(hole: SpanHole): void {
    const index = this.#elements.length;
    const span = this.#spans.get(hole.name);
    if (hole.kind === 'open') {
      checkName(hole);
      if (span) throw twice(hole);
      this.#spans.set(hole.name, { hole, from: index });
      return;
    }
    if (!span || span.to !== undefined)
      throw new TextError('"{0}" at character {1} ends a span that hasn’t begun', ...placed(hole));
    span.to = index;
  }

  #computed(hole: ValueHole, index: number): Computed {
    const spans = new Map<string, { from: number; to: number }>();
    for (const [name, { from, to = from }] of this.#spans) spans.set(name, { from, to });
    return readComputed(hole, {
      isHex: this.#scope.isHex,
      index,
      count: this.#elements.length,
      spans,
      names: [...this.#names],
      hasSpans: this.#scope.hasSpans ?? true,
    });
  }

  #unknown(hole: InsertHole | ValueHole): TextError {
    const { use, hasPeer } = this.#scope;
    return unknownPlaceholder(hole, { inserts: [...this.#names], hasValues: use === 'send', hasPeer });
  }
}

function checkName(hole: CaptureHole | SpanHole): void {
  if (!isName(hole.name))
    throw new TextError('"{0}" at character {1}: a name consists of letters, digits and _', ...placed(hole));
}

function twice(hole: CaptureHole | SpanHole): TextError {
  return new TextError('"{0}" at character {1}: there is already one with this name', ...placed(hole));
}

function unclosed(hole: SpanHole): TextError {
  return new TextError('"{0}" at character {1} has no end: {2}', ...placed(hole), `{{/${quotable(hole.name)}}}`);
}

function generated(hole: ValueHole): TextError {
  return new TextError(
    '"{0}" at character {1} is only possible in what is sent, not in what is expected',
    ...placed(hole),
  );
}

function placed({ source, at }: Hole): [string, number] {
  return [quotable(source), at + 1];
}
