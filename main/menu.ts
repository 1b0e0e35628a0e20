import { app, Menu, type MenuItemConstructorOptions } from "electron";

/** The usual menu, which also carries the usual shortcuts (copy, paste, zoom, close). */
export function setMenu(): void {
  const template: MenuItemConstructorOptions[] = [
    { role: "fileMenu" },
    { role: "editMenu" },
    {
      role: "viewMenu",
      submenu: [
        ...(app.isPackaged ? [] : ([{ role: "reload" }, { role: "toggleDevTools" }] as const)),
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
  if (process.platform === "darwin") template.unshift({ role: "appMenu" });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
