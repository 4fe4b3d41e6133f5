/** Runs something once. Returns a function that returns, or throws, as it did. */
export function resultOf<T>(run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
