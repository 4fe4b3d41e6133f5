/** Asks the user for everything that one act needs in a single dialog: a second one in a row reads like the first, and is answered unread. */
import { l10n } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { confirmed, confirmedRoutine } from './notices.ts';

/** A dialog with more lines wouldn't fit on a screen. */
const maxStatements = 10;

export interface Confirmation {
  /** Asked if nothing else needs to be confirmed, with the button that agrees. */
  readonly question: string;
  readonly button: string;
  /** Facts that the user should know before answering. */
  readonly detail?: string;
  /** Says what will happen, for the list below the question about everything. */
  readonly statement: string;
  /** Whether nothing is wrong if the user asked for it, so that it needs no warning. */
  readonly isRoutine?: true;
}

/** Returns the question if there are several, and the button that agrees to all. */
type AskAll = () => Pick<Confirmation, 'question' | 'button'>;

/** Asks nothing if there is nothing to confirm. Rejects with Dismissed unless the user agrees. */
export async function confirmAll(needed: readonly Confirmation[], askAll: AskAll): Promise<void> {
  const [first, ...others] = needed;
  if (!first) return;
  const { question, button } = others.length === 0 ? first : askAll();
  const details = others.length === 0 ? detailsOf(first) : statements(needed);
  const ask = needed.every(({ isRoutine }) => isRoutine) ? confirmedRoutine : confirmed;
  if (!(await ask(question, button, ...details))) throw new Dismissed();
}

function detailsOf({ detail }: Confirmation): string[] {
  return detail === undefined ? [] : [detail];
}

function statements(needed: readonly Confirmation[]): string[] {
  const all = needed.map(({ statement }) => statement);
  if (all.length <= maxStatements) return all;
  return [...all.slice(0, maxStatements), l10n.t('{0} more…', all.length - maxStatements)];
}
