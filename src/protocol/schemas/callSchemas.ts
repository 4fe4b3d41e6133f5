/** Schemas of what a page may call, tied to the calls: a changed parameter doesn't compile until its schema follows. */
import type * as z from 'zod';

/** As schemas yield it: in mutable copies, and bytes in memory that nothing shares. */
type Received<T> = T extends Uint8Array ? Uint8Array<ArrayBuffer> : { -readonly [Key in keyof T]: Received<T[Key]> };

type ArgumentsOf<Call> = Call extends (...args: infer Arguments) => unknown ? Received<Arguments> : never;

/** Schemas that accept nothing but what the calls can take. */
type SchemasOf<Calls> = { readonly [Name in keyof Calls]: z.ZodType<ArgumentsOf<Calls[Name]>> };

/** The calls whose schemas refuse something that the calls can take. */
type Refusing<Calls, Schemas extends SchemasOf<Calls>> = {
  [Name in keyof Calls]: [ArgumentsOf<Calls[Name]>] extends [z.output<Schemas[Name]>] ? never : Name;
}[keyof Calls];

/** Returns the schemas, if each accepts what its call takes: no more, and no less. */
export function callSchemas<Calls>() {
  return <Schemas extends SchemasOf<Calls>>(
    schemas: Schemas & { readonly [Name in Refusing<Calls, Schemas>]: never },
  ): Schemas => schemas;
}
