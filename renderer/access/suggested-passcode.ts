/** Letters that are not taken for one another, on a board or by ear. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz";
const HALF = 4;

/** A passcode that is easy to read out: two times four letters, of 78 thousand million. */
export function suggestedPasscode(): string {
  const letters = Array.from({ length: 2 * HALF }, randomLetter);
  return `${letters.slice(0, HALF).join("")}-${letters.slice(HALF).join("")}`;
}

/** Each letter is as likely as the others: bytes beyond the last whole round are thrown away. */
function randomLetter(): string {
  const rounds = 256 - (256 % LETTERS.length);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < rounds) return LETTERS.charAt(byte % LETTERS.length);
  }
}
