/** View of the transcript: bubbles, or dense lines. */
export type { ViewMode } from '../src/core/viewDefaults.ts';
