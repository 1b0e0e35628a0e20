/** Words of what only the desktop app has. */
export const desktop = {
  en: {
    relay:
      "This system bars the window from the local network, so you go through the app's own relay. The bytes are the same.",
    join: {
      title: "Go to this host?",
      about: "A link leads there. Follow it only if you know who gave it to you.",
      address: "Address",
      room: "Room",
      leaves: "You leave {{host}}. What you have not sent yet is kept for it.",
      go: "Go there",
    },
    settings: {
      window: "Window",
      keepRunning: "Keep running in the tray when I close the window",
      keepRunningHint: "You stay in your rooms, and others can stay on your host.",
      start: "Start",
      startAtLogin: "Start Pushpull when I log in",
      messages: "Messages",
      notifications: "Notify me of messages while I do not look",
      failed: "The app could not keep this setting. Start it again, then try once more.",
    },
  },
  zh: {
    relay: "系统不允许此窗口访问局域网，因此你经由应用自己的中继。字节不变。",
    join: {
      title: "前往这台主机？",
      about: "一个链接通向那里。知道是谁给你的链接，再打开它。",
      address: "地址",
      room: "房间",
      leaves: "你会离开 {{host}}。尚未发出的内容会为它保留。",
      go: "前往",
    },
    settings: {
      window: "窗口",
      keepRunning: "关闭窗口后在托盘中继续运行",
      keepRunningHint: "你仍在各个房间里，别人也可以留在你的主机上。",
      start: "启动",
      startAtLogin: "登录系统时启动 Pushpull",
      messages: "消息",
      notifications: "我没在看时，通知我新消息",
      failed: "应用没能保存这项设置。请重新启动应用后再试。",
    },
  },
} as const;
