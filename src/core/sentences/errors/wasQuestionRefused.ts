/** Errors that only ask the user to do something else first: nothing has failed, so they aren't shown as failures. */
import { SocketError } from '../../socketError.ts';

/** Whether a question was refused because its asker may not ask now. */
export function wasQuestionRefused(error: unknown): error is SocketError {
  return error instanceof SocketError && (error.code === 'QUESTION_OPEN' || error.code === 'QUESTIONS_DISMISSED');
}
