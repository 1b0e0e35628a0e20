/** How many characters of an id tell two people of one name apart. */
const SHOWN = 4;

interface PersonNameProps {
  id: string;
  name: string;
  /** Somebody else has the same name. */
  isShared: boolean;
  /** Id of the element, for what it labels. */
  labelId?: string;
}

/** A name, with the beginning of the member's id behind it where two people have the same one. */
export function PersonName({ id, name, isShared, labelId }: PersonNameProps) {
  return (
    <span className="person-name" id={labelId}>
      <b>{name}</b>
      {isShared && <span className="person-id"> #{id.slice(0, SHOWN)}</span>}
    </span>
  );
}
