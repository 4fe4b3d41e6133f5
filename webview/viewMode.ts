/** How the transcript is shown: bubbles, or dense lines. */
export type { ViewMode } from '../src/core/viewDefaults.ts';
