/**
 * What two names have in common that are the same to the eye, or nearly: compatible forms (Unicode Standard Annex 15),
 * letters in either case, runs of spaces, and characters that show nothing make no difference. Letters of other scripts
 * that look alike do.
 */
export function nameKey(name: string): string {
  const visible = name.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  // Lower and then upper case is as near to case folding as JavaScript comes: of "ß", "ẞ" and "SS" all make "SS".
  return visible.toLowerCase().toUpperCase().normalize("NFKC").replace(/\s+/gu, " ").trim();
}
