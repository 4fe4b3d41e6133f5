/** A panel's calls behind the check of what a webview may ask, which is loaded with the first of them. */
import type { PanelCalls } from '../../protocol/panelCalls.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** The same calls, each rejecting with a TypeError what is not of its shape. */
export function checkedCalls(calls: PanelCalls): PanelCalls {
  const checked = Object.entries(calls).map(([name, call]: [string, AnyCall]) => [
    name,
    async (...args: unknown[]) => {
      const { checkArguments } = await import('./panelInput.ts');
      return call(...checkArguments(name as keyof PanelCalls, args));
    },
  ]);
  return Object.fromEntries(checked) as PanelCalls;
}
