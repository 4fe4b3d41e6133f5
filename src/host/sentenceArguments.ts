/**
 * What stands in the places of a sentence when it comes as data: from the engine, from a caller of the API, from a file of another version. VS Code
 * takes an object for named arguments and leaves a place without an argument as it is, so a sentence would show `{0}`.
 */
import { l10n as vscodeL10n } from 'vscode';

/** In place of an argument that is missing or can’t be shown. */
const unknown = '?';

/** VS Code’s translations; each argument is a text or a number, whatever was passed. */
export const l10n = {
  t: (message: string, ...args: (string | number)[]): string => vscodeL10n.t(message, ...args.map(shown)),
};

/** Returns the parameters that can be shown; the others are absent. */
export function shownParams<P extends Readonly<Record<string, string | number>>>(params: P): P {
  const entries = Object.entries(params ?? {}).filter(([, value]) => isShown(value));
  return Object.fromEntries(entries) as P;
}

/** Returns the number that a parameter is, otherwise 0. */
export function numberOf(value: string | number | undefined): number {
  const number = isShown(value) ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}

function shown(value: unknown): string | number {
  return isShown(value) ? value : unknown;
}

function isShown(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
