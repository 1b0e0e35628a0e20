import { encode } from "uqr";

/** White modules around the code, without which cameras do not find it (ISO/IEC 18004, section 5.3.8). */
const QUIET = 4;

/** A QR code, dark on white in both colour schemes, as many cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const modules = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={modules.join("")} />
    </svg>
  );
}
