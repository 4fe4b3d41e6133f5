/** Identity of the other side of a conversation: `number` in logs and indexes, `id` outside. */
export interface PeerIdentity {
  readonly number: number;
  readonly id: string;
  readonly address: string;
}
