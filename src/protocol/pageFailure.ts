/** Report of an error that the code of a webview's page didn't expect. */

/** Maximum lengths of texts, in UTF-16 units: the page truncates them, the host rejects longer ones. */
export const maxFailureUnits = { name: 100, message: 1000, stack: 4000 } as const;

export interface PageFailure {
  /** An error that no code caught, or a rejection that no code handled. */
  readonly kind: 'error' | 'rejection';
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** The call with which every page reports errors. */
export interface FailureCalls {
  reportFailure(failure: PageFailure): Promise<void>;
}
