/** Rejects everything that waits, over several turns: its callers would otherwise hold up all other conversations. */
import { type Owner, owned } from '../owned.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import type { PendingWrite } from './outboxItem.ts';

/** Maximum number rejected in one turn. */
const rejectedPerTurn = 2048;

export function rejectInTurns(owner: Owner, items: readonly PendingWrite[], error: Error): void {
  for (const item of items.slice(0, rejectedPerTurn)) item.reject(error);
  if (items.length <= rejectedPerTurn) return;
  const goOn = () => rejectInTurns(owner, items.slice(rejectedPerTurn), error);
  turnBudget.inLaterTurn(owned(owner, 'outbox.reject', goOn));
}
