/** Lets an action of a page fail in the host. */
import type { FakePanel } from '../fakeVscode/webviews.ts';

/** Error of a refused action, as the panel shows it. */
export const refused = /^the panel called \w+ with invalid arguments/;

/** The calls of the page whose first argument is `action` arrive with another one, which the host refuses. */
export function refuseAction(tab: Pick<FakePanel, 'receive'>, action: string): void {
  const receive = tab.receive.bind(tab);
  tab.receive = message => {
    const { a: [first, ...more] = [] } = message as { a?: unknown[] };
    receive(first === action ? { ...(message as object), a: ['nothing', ...more] } : message);
  };
}
