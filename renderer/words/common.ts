/** Words that more than one screen uses. */
export const common = {
  en: {
    close: "Close",
    cancel: "Cancel",
    save: "Save",
    copy: "Copy",
    back: "Back",
    tryNow: "Try now",
    people_one: "{{count}} person",
    people_other: "{{count}} people",
    nameEmpty: "Give a name. Example: Ada Okafor",
    nameLong: "A name has up to {{max}} characters; this one has {{length}}.",
    nameControl: "A name has letters, digits and signs only. Example: Ada Okafor",
  },
  zh: {
    close: "关闭",
    cancel: "取消",
    save: "保存",
    copy: "复制",
    back: "返回",
    tryNow: "立即重试",
    people_other: "{{count}} 人",
    nameEmpty: "请填写名字，例如：李安达",
    nameLong: "名字最多 {{max}} 个字符，现在有 {{length}} 个。",
    nameControl: "名字只能包含文字、数字和符号，例如：李安达",
  },
} as const;
