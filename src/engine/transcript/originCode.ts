/** Origins of outgoing frames as 16-bit numbers, for the index. */
import type { Origin } from '../../core/transcriptEntry.ts';

const firstRule = 3;

export function originCode(origin: Origin): number {
  switch (origin) {
    case 'send':
      return 0;
    case 'greeting':
      return 1;
    case 'echo':
      return 2;
    default:
      return firstRule + origin.rule;
  }
}

export function originOf(code: number): Origin {
  if (code >= firstRule) return { rule: code - firstRule };
  return code === 0 ? 'send' : code === 1 ? 'greeting' : 'echo';
}
