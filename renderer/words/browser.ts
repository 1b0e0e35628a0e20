/** What a plain browser has in place of the desktop app, and what it lacks: loaded with what shows it. */
export const browser = {
  en: {
    notify: "Notify me of messages while I do not look",
    notified: "{{name}} in #{{room}}",
    why: {
      "not-secure":
        "Not on this page: browsers allow notifications only over HTTPS or on the host's own computer, and this page came by plain HTTP from {{host}}. Use the desktop app, open {{local}} on the host's computer, or put the host behind HTTPS.",
      denied:
        "This browser blocks notifications of this page. Allow them beside its address, then switch this on.",
      unanswered:
        "You have not answered the browser's question. Switch this on again, and choose Allow beside the page's address.",
      none: "This browser shows no notifications of pages. Use the desktop app, or a browser on a computer.",
    },
    copy: {
      title: "Copy it yourself",
      "not-secure":
        "Browsers let pages copy only over HTTPS or on the host's own computer. The text is selected: press {{keys}}, or hold it with a finger and choose Copy.",
      denied:
        "This browser did not let the page copy. The text is selected: press {{keys}}, or hold it with a finger and choose Copy.",
      text: "Text to copy",
    },
  },
  zh: {
    notify: "我没在看时，通知我新消息",
    notified: "{{name}} 在 #{{room}}",
    why: {
      "not-secure":
        "此页面不行：浏览器只在 HTTPS 或主机本机上允许通知，而此页面是通过普通 HTTP 从 {{host}} 打开的。请使用桌面应用，或在主机的电脑上打开 {{local}}，或为主机配置 HTTPS。",
      denied: "此浏览器拦截了此页面的通知。请在地址栏旁允许它，然后再打开这里。",
      unanswered: "你还没有回答浏览器的询问。请再次打开这里，并在地址栏旁选择允许。",
      none: "此浏览器不显示网页的通知。请使用桌面应用，或电脑上的浏览器。",
    },
    copy: {
      title: "请自行复制",
      "not-secure":
        "浏览器只在 HTTPS 或主机本机上允许网页复制。文字已选中：请按 {{keys}}，或用手指按住并选择复制。",
      denied: "此浏览器不允许网页复制。文字已选中：请按 {{keys}}，或用手指按住并选择复制。",
      text: "要复制的文字",
    },
  },
} as const;
