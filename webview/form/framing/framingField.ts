/** The fields of one framing: its type, the parameters of that type, and an example. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Framing } from '../../../src/core/endpointConfig.ts';
import type { WireExample } from '../../../src/core/framing/wireExample.ts';
import { phraseText, sentenceCase } from '../../../src/core/phrase.ts';
import { type FramingType, framingType, framingTypes } from '../../../src/core/sentences/framingTypes.ts';
import { choiceInput } from '../controls.ts';
import { labeled } from '../fieldRow.ts';
import { changedKind, noKindDrafts } from '../kindDrafts.ts';
import { convertedFraming, initialFramings } from './framingChange.ts';
import type { FramingDraft } from './framingDraft.ts';
import { framingParts } from './framingParts.ts';
import { typeId } from './framingPlaces.ts';
import { wireExampleRow } from './wireExampleRow.ts';

export interface FramingFieldParts {
  readonly draft: FramingDraft;
  readonly label: string;
  /** Problem of the framing as a whole. */
  readonly problem: string | undefined;
  readonly example: WireExample | undefined;
}

export function framingField({ draft, label, problem, example }: FramingFieldParts): TemplateResult {
  const type = framingType(draft.framing);
  const id = typeId(draft.path);
  const parts = framingParts(draft);
  return html`${typeRow({ draft, label, problem }, type)}
    ${type === 'none' ? nothing : html`<div class="framing-parts">${parts}${wireExampleRow(id, example)}</div>`}`;
}

function typeRow({ draft, label, problem }: Omit<FramingFieldParts, 'example'>, type: FramingType): TemplateResult {
  const state = draft.stateOf(draft.path);
  const id = typeId(draft.path);
  const names = Object.entries(framingTypes).map(([key, one]) => [key, sentenceCase(one.label, l10n.t)]);
  const choose = (chosen: unknown) => draft.set(changedFraming(draft, type, chosen as FramingType));
  const select = choiceInput(id, Object.fromEntries(names), { ...state, value: type, set: choose });
  const help = phraseText(framingTypes[type].help, l10n.t);
  return labeled({ id, label, help, problem, effect: state.effect }, select);
}

/** Returns what was typed for a type earlier, or the same framing as that type if possible. */
function changedFraming({ framing, path, stateOf }: FramingDraft, from: FramingType, to: FramingType): Framing {
  const { left = noKindDrafts } = stateOf(path);
  const convert = () => convertedFraming(framing, to);
  return changedKind({ value: framing }, [from, to], left, convert, initialFramings[to]).value as Framing;
}
