/** Emits an event that listeners may prevent. Returns whether one did. */
export function emitPreventable(emitter: NodeJS.EventEmitter, name: string, details: object = {}): boolean {
  let prevented = false;
  const event = {
    ...details,
    preventDefault() {
      prevented = true;
    },
  };
  emitter.emit(name, event);
  return prevented;
}
