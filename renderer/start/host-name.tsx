import { LockMark } from "../chat/lock-mark.tsx";

/** A host's name, and whether it asks for a passcode. */
export function HostName({ name, isLocked }: { name: string; isLocked: boolean }) {
  return (
    <b>
      <span className="ellipsis" title={name}>
        {name}
      </span>
      {isLocked && <LockMark />}
    </b>
  );
}
