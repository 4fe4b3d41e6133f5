/** The panels as needed by notifications: a visible panel shows its transfers itself. */
import type { Event } from 'vscode';

export interface WatchedPanels {
  /** Fires when the panel of this endpoint was shown or hidden. */
  readonly onDidChangeVisible: Event<string>;
  isVisible(endpoint: string): boolean;
  /** Whether the panel of any endpoint is visible. */
  readonly isAnyVisible: boolean;
  open(endpoint: string): void;
}
