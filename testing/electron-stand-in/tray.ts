import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import type { BuiltMenu } from "./menu.ts";

/** An image is as many bytes as it was given; nobody looks at it. */
class NativeImage implements Pick<Electron.NativeImage, "addRepresentation" | "setTemplateImage"> {
  addRepresentation({ width = 0, height = 0, buffer }: Electron.AddRepresentationOptions): void {
    if (buffer?.length !== width * height * 4) throw new Error("The image has not the size that it says.");
  }

  setTemplateImage(): void {
    // for a Mac's menu bar
  }
}

export const nativeImage = { createEmpty: () => new NativeImage() };

type UsedOfTray = Pick<Electron.Tray, "setToolTip">;

/** The one icon in the tray, if there is one. */
export let openTray: Tray | null = null;

export class Tray extends EventEmitter implements UsedOfTray {
  toolTip = "";
  menu: BuiltMenu | null = null;
  private image: NativeImage;

  constructor(image: NativeImage) {
    super();
    if (openTray) throw new Error("The app has an icon in the tray already.");
    this.image = image;
    openTray = this;
  }

  setImage(image: NativeImage): void {
    if (image === this.image) throw new Error("The icon has that image already.");
    this.image = image;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setContextMenu(menu: BuiltMenu): void {
    this.menu = menu;
  }
}
