import { useEffect, useState } from "react";
import type { Recorder } from "./recorder.ts";

/** The screen follows the recording at most every so many ms. */
const CALM = 250;

/** Grows when the recording has changed, a few times a second; while something on screen calls this, it looks often. */
export function useRecorder(recorder: Recorder): number {
  const [version, setVersion] = useState(recorder.version);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const follow = (): void => {
      timer = undefined;
      last = performance.now();
      setVersion(recorder.version());
    };
    const off = recorder.subscribe(() => {
      timer ??= setTimeout(follow, Math.max(0, CALM - (performance.now() - last)));
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [recorder]);
  return version;
}
