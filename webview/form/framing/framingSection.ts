/** The framing of an endpoint in the form: one for both directions, or one for each. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ConfigProblem } from '../../../src/core/config/configError.ts';
import type { EndpointFraming, FramingPair } from '../../../src/core/endpointConfig.ts';
import { framingOf, isFramingPair } from '../../../src/core/framing/framingOf.ts';
import type { CheckedConfig } from '../../../src/protocol/panelCalls.ts';
import type { FieldPath } from '../configDraft.ts';
import type { FieldState } from '../controls.ts';
import { fieldRow } from '../fieldRow.ts';
import type { FramingDraft } from './framingDraft.ts';
import { framingField } from './framingField.ts';
import { framingName, framingPlace } from './framingPlaces.ts';

type Problem = Pick<ConfigProblem, 'path' | 'message'>;

export interface FramingSectionParts {
  stateOf(path: FieldPath): FieldState;
  readonly problems: readonly Problem[];
  readonly examples: CheckedConfig['examples'];
}

export function framingSection(parts: FramingSectionParts): TemplateResult {
  const { value, set, left } = parts.stateOf(['framing']);
  const framing = value as EndpointFraming | undefined;
  const setWhole = (next: EndpointFraming) => set(next === 'none' ? undefined : next);
  const both = framingOf(framing, 'in');
  if (!isFramingPair(framing)) {
    const split = () => setWhole({ in: both, out: (left?.of(sent)?.value ?? both) as FramingPair['out'] });
    const draft = { path: ['framing'], framing: both, set: setWhole, stateOf: parts.stateOf };
    return html`${field(draft, parts)} ${pairSwitch(false, split)}`;
  }
  const join = () => {
    left?.keep(sent, { value: framing.out });
    setWhole(both);
  };
  const draftOf = (direction: keyof FramingPair): FramingDraft => ({
    path: ['framing', direction],
    framing: framing[direction],
    set: next => set({ ...framing, [direction]: next }),
    stateOf: direction === 'in' ? path => withSharedDrafts(path, parts) : parts.stateOf,
  });
  return html`${group(draftOf('in'), parts)} ${pairSwitch(true, join)} ${group(draftOf('out'), parts)}`;
}

/** Key of the framing for sending while there is one for both directions. */
const sent = 'sent';

function pairSwitch(isPair: boolean, change: () => void): TemplateResult {
  const row = {
    path: ['framing', 'pair'],
    label: l10n.t('Different framing for sending'),
    help: l10n.t('Otherwise, sent and received messages have the same framing.'),
    control: { type: 'switch' },
  } as const;
  return fieldRow(row, { value: isPair, problem: undefined, set: change, unreadable: () => undefined });
}

/** Names the direction for screen readers, since both have fields with the same labels. */
function group(draft: FramingDraft, parts: FramingSectionParts): TemplateResult {
  return html`<div role="group" aria-label=${framingName(draft.path)}>${field(draft, parts)}</div>`;
}

function field(draft: FramingDraft, { problems, examples }: FramingSectionParts): TemplateResult {
  const { path } = draft;
  const example = examples[path.join('.')];
  return framingField({ draft, label: framingName(path), problem: problemOfWhole(path, problems), example });
}

/** The first framing keeps what was typed for other types when it becomes one of two. */
function withSharedDrafts(path: FieldPath, { stateOf }: FramingSectionParts): FieldState {
  const { left } = stateOf(path.filter((key, at) => at !== 1 || key !== 'in'));
  return { ...stateOf(path), ...(left && { left }) };
}

/** Returns the problem of a framing that isn't that of a part. */
function problemOfWhole(path: FieldPath, problems: readonly Problem[]): string | undefined {
  const isOfWhole = (problem: Problem) => {
    if (problem.path.split('.')[0] !== 'framing') return false;
    const { framing, part } = framingPlace(problem.path);
    return part === undefined && framing.join('.') === path.join('.');
  };
  return problems.find(isOfWhole)?.message;
}
