/** Who the other side of a conversation is: `number` in logs and indexes, `id` outside. */
export interface PeerIdentity {
  readonly number: number;
  readonly id: string;
  readonly address: string;
}
