import type * as Electron from "electron";

type Template = Electron.MenuItemConstructorOptions[];

/** Roles that Electron knows by itself; without a role an item must do something or hold something. */
function check(template: Template): void {
  for (const { role, type, label, click, submenu } of template) {
    if (!role && type !== "separator" && (!label || (!click && !submenu))) {
      throw new Error(`The menu item ${label} does nothing.`);
    }
    if (Array.isArray(submenu)) check(submenu);
  }
}

export interface BuiltMenu {
  template: Template;
}

let applicationMenu: BuiltMenu | null = null;

export const Menu = {
  buildFromTemplate(template: Template): BuiltMenu {
    check(template);
    return { template };
  },
  setApplicationMenu(menu: BuiltMenu | null): void {
    applicationMenu = menu;
  },
};

/** What is in the app's menu: the labels, from the menu's own to the item's. */
export function applicationMenuLabels(): string[][] {
  return (applicationMenu?.template ?? []).flatMap(({ label = "", submenu }) =>
    Array.isArray(submenu) ? submenu.map((item) => [label, item.label ?? ""]) : [[label]],
  );
}

function find(template: Template, id: string): Electron.MenuItemConstructorOptions | undefined {
  for (const item of template) {
    const found = item.id === id ? item : Array.isArray(item.submenu) ? find(item.submenu, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Chooses the item with that id, in the app's menu or another one. */
export function choose(id: string, menu: BuiltMenu | null = applicationMenu): void {
  const item = find(menu?.template ?? [], id);
  if (!item?.click) throw new Error(`No menu has an item ${id}.`);
  item.click({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
}
