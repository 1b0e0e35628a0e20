/** Emits an event that listeners may prevent. Returns whether one did. */
export function emitPreventable(
  emitter: NodeJS.EventEmitter,
  name: string,
  details: object = {},
  ...args: unknown[]
): boolean {
  let prevented = false;
  const event = {
    ...details,
    preventDefault() {
      prevented = true;
    },
  };
  emitter.emit(name, event, ...args);
  return prevented;
}
