/** Portside's porthole, in the text color. */
import { svg } from 'lit';

export const portsideIcon = svg`<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor"
  stroke-width="1.6" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="8.5" /><circle cx="12" cy="12" r="4.5" />
  <path d="M3.5 15.5 7.6 13.2M20.5 8.5 16.4 10.8" /></svg>`;
