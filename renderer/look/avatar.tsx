import "./avatar.css";
import { initials, personColour } from "./person.ts";

interface AvatarProps {
  /** The member's id: gives the colour. */
  id: string;
  name: string;
  /** px: 32 beside messages (the default), 28 or 20 in lists. */
  size?: 20 | 28 | 32;
}

/** A person's initials on a colour of their own. The name stands beside it, so it says nothing itself. */
export function Avatar({ id, name, size = 32 }: AvatarProps) {
  return (
    <span className={`avatar size-${size}`} data-person={personColour(id)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
