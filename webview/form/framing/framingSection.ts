/** The framing of an endpoint in the form. */
import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { Framing } from '../../../src/core/endpointConfig.ts';
import type { CheckedConfig } from '../../../src/protocol/panelCalls.ts';
import type { FieldPath } from '../configDraft.ts';
import type { FieldState } from '../controls.ts';
import type { FormProblem } from '../formProblems.ts';
import type { FramingDraft } from './framingDraft.ts';
import { framingField } from './framingField.ts';
import { framingPlace } from './framingPlaces.ts';

export interface FramingSectionParts {
  stateOf(path: FieldPath): FieldState;
  readonly problems: readonly FormProblem[];
  readonly examples: CheckedConfig['examples'];
}

export function framingSection({ stateOf, problems, examples }: FramingSectionParts): TemplateResult {
  const path = ['framing'];
  const { value = 'none', set } = stateOf(path);
  const draft: FramingDraft = {
    path,
    framing: value as Framing,
    set: framing => set(framing === 'none' ? undefined : framing),
    stateOf,
  };
  const problem = problemOfWhole(path, problems);
  return framingField({ draft, label: l10n.t('Framing'), problem, example: examples[path.join('.')] });
}

/** Returns the problem of a framing that isn't that of a part. */
function problemOfWhole(path: FieldPath, problems: readonly FormProblem[]): string | undefined {
  return problems.find(problem => {
    if (!problem.path.startsWith('framing')) return false;
    const { framing, part } = framingPlace(problem.path);
    return part === undefined && framing.join('.') === path.join('.');
  })?.message;
}
