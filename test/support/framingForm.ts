/** The framing of a draft as the form shows it, read and changed like a user would. */
import './pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { FormDraft } from '../../webview/form/formDraft.ts';
import { formProblems } from '../../webview/form/formProblems.ts';
import { framingSection } from '../../webview/form/framing/framingSection.ts';
import { type Drawn, elements, fire, textOf } from './templates.ts';

export class FramingForm {
  readonly draft: FormDraft;
  examples = {};

  constructor(framing: EndpointConfig['framing']) {
    this.draft = new FormDraft(
      { kind: 'tcp-server', address: ':0', ...(framing !== undefined && { framing }) },
      undefined,
      () => undefined,
    );
  }

  get framing(): EndpointConfig['framing'] {
    return this.draft.config.framing;
  }

  get template(): unknown {
    const problems = formProblems([], this.draft.unreadable, this.draft.config);
    const stateOf = (path: readonly string[]) => this.draft.field(path);
    return framingSection({ stateOf, problems, examples: this.examples });
  }

  get text(): string {
    return textOf(this.template);
  }

  control(id: string): Drawn {
    const found = this.find(id);
    assert.ok(found, id);
    return found;
  }

  find(id: string): Drawn | undefined {
    return elements(this.template).find(({ attributes }) => attributes.id === id);
  }

  /** Ids of all controls, without the notations of bytes. */
  get ids(): unknown[] {
    return elements(this.template)
      .filter(({ tag }) => tag === 'input' || tag === 'select')
      .map(({ attributes }) => attributes.id)
      .filter(id => !String(id).endsWith('-notation'));
  }

  chosen(id: string): unknown {
    return this.control(id).inside.find(({ attributes }) => attributes['.selected'])?.attributes.value;
  }

  shown(id: string): unknown {
    return this.control(id).attributes['.value'];
  }

  choose(id: string, value: string): this {
    fire(this.control(id), 'change', { target: { value } });
    return this;
  }

  check(id: string, checked: boolean): this {
    fire(this.control(id), 'change', { target: { checked } });
    return this;
  }

  type(id: string, value: string): this {
    fire(this.control(id), 'input', { target: { value } });
    return this;
  }

  /** An empty field is not a number. */
  enter(id: string, valueAsNumber = Number.NaN): this {
    fire(this.control(id), 'input', { target: { validity: { badInput: false }, valueAsNumber } });
    return this;
  }
}
