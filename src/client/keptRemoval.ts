/** A removal as stored in the workspace state. */

/** Stored as JSON. */
export type KeptRemoval = KeptSavedEndpoint | KeptMessage;

export interface KeptSavedEndpoint {
  readonly type: 'savedEndpoint';
  readonly sinceMs: number;
  readonly label: string;
  /** See `scopeKey`. */
  readonly scope: string;
  readonly index: number;
  readonly value: unknown;
}

export interface KeptMessage {
  readonly type: 'message';
  readonly sinceMs: number;
  readonly name: string;
  /** See `RemovedEntry`. */
  readonly entry: { readonly at: number; readonly entry: unknown };
}

/** Whether a stored value is a removal: another version of Portside may have stored something else. */
export function isKeptRemoval(value: unknown): value is KeptRemoval {
  const kept = (value ?? {}) as Partial<KeptRemoval>;
  if (!Number.isFinite(kept.sinceMs)) return false;
  switch (kept.type) {
    case 'savedEndpoint':
      return isSavedEndpoint(kept);
    case 'message':
      return isMessage(kept);
    default:
      return false;
  }
}

function isSavedEndpoint({ label, scope, index }: Partial<KeptSavedEndpoint>): boolean {
  return typeof label === 'string' && typeof scope === 'string' && isIndex(index);
}

function isMessage({ name, entry }: Partial<KeptMessage>): boolean {
  return typeof name === 'string' && isIndex(entry?.at);
}

function isIndex(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
