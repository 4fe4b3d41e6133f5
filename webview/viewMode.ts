/** How the transcript is shown: as bubbles, or as dense lines. */
export type { ViewMode } from '../src/core/viewDefaults.ts';
