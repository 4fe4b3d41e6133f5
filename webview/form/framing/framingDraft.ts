/** A framing that is being edited: its value, and the states of its parts. */
import * as l10n from '@vscode/l10n';
import type { Framing } from '../../../src/core/endpointConfig.ts';
import { type FieldPath, valueAt, withValue } from '../configDraft.ts';
import type { FieldState } from '../controls.ts';

export interface FramingDraft {
  /** Path in the config. */
  readonly path: FieldPath;
  readonly framing: Framing;
  set(framing: Framing): void;
  /** Returns the state of the field at a path of the config. */
  stateOf(path: FieldPath): FieldState;
}

/** Returns the state of an optional part; unset, its key is absent. */
export function partState(draft: FramingDraft, keys: FieldPath): FieldState {
  const { effect: _, ...state } = draft.stateOf([...draft.path, ...keys]);
  const framing = draft.framing as object;
  return {
    ...state,
    value: valueAt(framing, keys),
    set: value => draft.set(withValue(framing, keys, value) as Framing),
  };
}

/** Returns the state of a text that must exist. Emptied, it is empty, so that its field stays. */
export function requiredText(state: FieldState): FieldState {
  return { ...state, set: (text = '') => state.set(text) };
}

/** Returns the state of a number that must exist. Emptied, the field keeps its value, and the problem says so. */
export function requiredNumber(state: FieldState): FieldState {
  return {
    ...state,
    set: number => (number === undefined ? state.unreadable(l10n.t('Enter a number.'), '') : state.set(number)),
  };
}
