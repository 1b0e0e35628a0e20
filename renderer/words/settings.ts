/** The words of the settings. */
export const settings = {
  en: {
    settings: "Settings",
    transport: {
      title: "Transport",
      about:
        "How messages travel between this screen and {{host}}. You can switch while talking; nothing is lost.",
      aboutNoHost: "How messages travel to you. You can switch while talking; nothing is lost.",
      sentence: {
        "short-polling":
          "Asks every {{interval}} whether there is anything new. Works everywhere; a message waits half of that on average.",
        "long-polling":
          "Asks once, and the host answers only when something happens. Quick, but every answer costs a new request.",
        "iframe-streaming":
          "A hidden page that never finishes loading; each message is a script in it. From before browsers had better.",
        "http-streaming":
          "One response that never ends, read piece by piece. Quick; the page must reconnect by itself.",
        sse: "A stream of events that browsers read by themselves. Text only, and one way: what you send is a request.",
        websocket:
          "One connection for both directions, without heads on every message. Some old proxies block it.",
      },
      latency: "latency",
      requests: "requests",
      bytes: "bytes",
      notMeasured: "not measured yet",
      chooseIt: "choose it to measure it",
      pollInterval: "Poll interval",
      shorter: "Ask more often",
      longer: "Ask less often",
      pollIntervalMeans_one: "Short polling: at {{interval}} it asks once a minute, even if nobody talks.",
      pollIntervalMeans_other:
        "Short polling: at {{interval}} it asks {{count}} times a minute, even if nobody talks.",
      inTheChat: "In the chat",
      arrivalMarks: "Show how each message arrived, and how fast",
    },
    you: {
      title: "You",
      about:
        "Others see this name beside your messages, with a colour of its own. A new name takes effect at once.",
      name: "Your name",
      saving: "Saving…",
    },
    appearance: {
      title: "Appearance",
      theme: "Theme",
      themes: { light: "Light", dark: "Dark", system: "System" },
      language: "Language",
    },
    keyboard: { title: "Keyboard" },
    notifications: { title: "Notifications" },
    hosting: {
      title: "Hosting",
      about: "For whom the host on this computer is open, and whether others reach it.",
      open: "Show who can reach it",
    },
    desktop: { title: "Desktop" },
    about: {
      title: "About",
      what: "Pushpull is a chat room for the people on one network, and a window on how their messages travel. Everything shown was measured on this connection: bytes at the host's sockets, times from Enter to your screen.",
      host: "Host",
      address: "Address",
      version: "Version",
      protocol: "Protocol",
      licenses: "Licences of what Pushpull is made of",
    },
  },
  zh: {
    settings: "设置",
    transport: {
      title: "传输方式",
      about: "消息在此屏幕与 {{host}} 之间怎样往来。聊天时也可以切换，不会丢失消息。",
      aboutNoHost: "消息怎样到达你这里。聊天时也可以切换，不会丢失消息。",
      sentence: {
        "short-polling": "每 {{interval}} 问一次有没有新消息。到处可用；消息平均要等这段时间的一半。",
        "long-polling": "问一次，主机等有事才回答。快，但每次回答之后都要再发一个请求。",
        "iframe-streaming":
          "一个永远加载不完的隐藏页面，每条消息是其中的一段脚本。浏览器有更好的办法之前就是这样做的。",
        "http-streaming": "一个永不结束的响应，一段一段地读。快；断开后页面要自己重连。",
        sse: "浏览器自带的事件流。只传文本，而且单向：你发送的是单独的请求。",
        websocket: "一条连接双向传输，消息不带头部。有些旧代理会拦截它。",
      },
      latency: "延迟",
      requests: "请求",
      bytes: "字节",
      notMeasured: "尚未测量",
      chooseIt: "选用它即可测量",
      pollInterval: "轮询间隔",
      shorter: "问得更勤",
      longer: "问得更少",
      pollIntervalMeans_other: "短轮询：间隔 {{interval}} 时，即使没人说话，每分钟也要问 {{count}} 次。",
      inTheChat: "聊天中",
      arrivalMarks: "显示每条消息怎样到达、有多快",
    },
    you: {
      title: "你",
      about: "别人在你的消息旁看到这个名字和它的颜色。新名字立即生效。",
      name: "你的名字",
      saving: "正在保存…",
    },
    appearance: {
      title: "外观",
      theme: "主题",
      themes: { light: "浅色", dark: "深色", system: "跟随系统" },
      language: "语言",
    },
    keyboard: { title: "键盘" },
    notifications: { title: "通知" },
    hosting: {
      title: "对外开放",
      about: "这台电脑上的主机对谁开放，别人是否连得到它。",
      open: "查看谁能连到它",
    },
    desktop: { title: "桌面" },
    about: {
      title: "关于",
      what: "Pushpull 是同一网络中的人聊天的房间，也是观察消息怎样往来的窗口。显示的都是在这条连接上测得的：字节在主机的套接字上计数，时间从按下 Enter 算到你的屏幕。",
      host: "主机",
      address: "地址",
      version: "版本",
      protocol: "协议",
      licenses: "所用开源组件的许可证",
    },
  },
} as const;
