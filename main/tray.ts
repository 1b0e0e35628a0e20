import { Menu, nativeImage, Tray } from "electron";
import { trayPixels } from "./tray-image.ts";
import { type Language, words } from "./words.ts";

/** Side of the icon on a plain screen, in pixels: what Windows, Linux and a Mac's menu bar take. */
const SIDE = process.platform === "darwin" ? 18 : 16;
/** For screens of up to three times the density. */
const DENSITIES = [1, 2, 3];

function image(unread: boolean): Electron.NativeImage {
  const shapeOnly = process.platform === "darwin";
  const drawn = nativeImage.createEmpty();
  for (const scaleFactor of DENSITIES) {
    const size = SIDE * scaleFactor;
    const buffer = Buffer.from(trayPixels({ size, unread, shapeOnly }));
    drawn.addRepresentation({ scaleFactor, width: size, height: size, buffer });
  }
  if (shapeOnly) drawn.setTemplateImage(true);
  return drawn;
}

export interface TrayNeeds {
  show(): void;
  quit(): void;
}

/** The app's icon in the tray: a dot when something is unread, and a way back to the window. */
export class AppTray {
  readonly #tray: Tray;
  readonly #needs: TrayNeeds;
  readonly #images = { read: image(false), unread: image(true) };
  #hadUnread = false;

  constructor(needs: TrayNeeds) {
    this.#needs = needs;
    this.#tray = new Tray(this.#images.read); // kept here: a tray that nobody holds vanishes
    this.#tray.on("click", needs.show);
  }

  say(unread: number, language: Language): void {
    const said = words[language];
    if (unread > 0 !== this.#hadUnread) this.#tray.setImage(this.#images[unread > 0 ? "unread" : "read"]);
    this.#hadUnread = unread > 0;
    this.#tray.setToolTip(unread > 0 ? `Pushpull: ${said.unread(unread)}` : "Pushpull");
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: "show", label: said.show, click: this.#needs.show },
        { type: "separator" },
        { id: "quit", label: said.quit, click: this.#needs.quit },
      ]),
    );
  }
}
