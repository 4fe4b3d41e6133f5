/** Schemas of a page's calls, tied to their types: a changed parameter doesn't compile until its schema follows. */
import type * as z from 'zod';

/** A value as schemas return it: a mutable copy, with bytes in unshared memory. */
type Received<T> = T extends Uint8Array ? Uint8Array<ArrayBuffer> : { -readonly [Key in keyof T]: Received<T[Key]> };

type ArgumentsOf<Call> = Call extends (...args: infer Arguments) => unknown ? Received<Arguments> : never;

/** Schemas that accept only arguments that the calls accept. */
type SchemasOf<Calls> = { readonly [Name in keyof Calls]: z.ZodType<ArgumentsOf<Calls[Name]>> };

/** The calls whose schemas reject arguments that the calls accept. */
type Refusing<Calls, Schemas extends SchemasOf<Calls>> = {
  [Name in keyof Calls]: [ArgumentsOf<Calls[Name]>] extends [z.output<Schemas[Name]>] ? never : Name;
}[keyof Calls];

/** Returns the schemas if each accepts exactly the arguments of its call. */
export function callSchemas<Calls>() {
  return <Schemas extends SchemasOf<Calls>>(
    schemas: Schemas & { readonly [Name in Refusing<Calls, Schemas>]: never },
  ): Schemas => schemas;
}
