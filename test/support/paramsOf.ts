/** Returns the parameters of a failure, whatever its code is; none if there is no failure. */
export function paramsOf(failure: { readonly params: object } | undefined): Readonly<Record<string, unknown>> {
  return { ...failure?.params };
}
