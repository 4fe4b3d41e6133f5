/** An action in a bar: shown as an icon, or as an item of the overflow menu if there is no room. */
export interface BarAction {
  /** Codicon name. */
  readonly icon: string;
  readonly label: string;
  /** Label in the overflow menu; defaults to `label`. */
  readonly item?: string;
  /** Description of the action, if the label can't convey it: shown in the tooltip, and read by screen readers after the label. */
  readonly help?: string;
  /** State of a toggle; absent for plain actions. */
  readonly pressed?: boolean;
  /** Number shown on the icon; the label contains it, too. */
  readonly badge?: number;
  act(): void;
}
