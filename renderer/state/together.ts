/** One "off" for several; they are called in their order. */
export function together(...offs: (() => void)[]): () => void {
  return () => {
    for (const off of offs) off();
  };
}
