/** How long a browser may take to fetch what it saves, in ms. */
const KEPT_FOR = 10_000;

/** Has the browser save a file of its own making. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR);
}
