/** The state of a form field that records what happens to it. */
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';
import type { FieldState } from '../../webview/form/controls.ts';

/** Something that happened to a field. */
export type FieldEvent =
  | { readonly set: unknown }
  | { readonly problem: string | undefined; readonly typed?: string | undefined }
  | { readonly notation: PayloadNotation };

export interface HeldField extends FieldState {
  readonly events: FieldEvent[];
}

export function formField(value?: unknown, more: Partial<FieldState> & { encoding?: Encoding } = {}): HeldField {
  const { encoding = 'utf8', ...state } = more;
  const events: FieldEvent[] = [];
  return {
    value,
    problem: undefined,
    events,
    set: next => events.push({ set: next }),
    unreadable: (problem, typed) => events.push(typed === undefined ? { problem } : { problem, typed }),
    writing: { encoding, notation: undefined, choose: notation => events.push({ notation }) },
    ...state,
  };
}

/** Returns the values that were set, in order. */
export function valuesSet({ events }: HeldField): unknown[] {
  return events.flatMap(event => ('set' in event ? [event.set] : []));
}
