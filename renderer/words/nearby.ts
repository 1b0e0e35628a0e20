/** The hosts on this network and those of before, and the invitation: loaded with what shows them. */
export const nearby = {
  en: {
    found_one: "{{count}} found · still looking",
    found_other: "{{count}} found · still looking",
    looking: "Looking for others…",
    rooms_one: "{{count}} room",
    rooms_other: "{{count}} rooms",
    otherVersion: "Another version: update the older of the two",
    joining: "Joining…",
    joinHost: "Join {{name}}",
    before: "Joined before",
    last: "last joined {{when}}",
    forget: "Forget {{name}}",
    gone: "{{name}} is gone",
    problem: {
      "no-network":
        "This computer is on no network, so no other hosts can be found. Connect it to the Wi-Fi or a cable.",
      "port-taken":
        "Other hosts cannot be found: another program keeps UDP port 5353 for itself. Type an address instead.",
      "no-multicast":
        "Other hosts cannot be found: multicast does not get through, a firewall may block UDP port 5353. Type an address instead.",
    },
    doubt: {
      "not-invited": {
        title: "Not the host that invited you",
        about:
          "Another host, {{host}}, answers at the address of the invitation. Perhaps the address was given to another computer since; perhaps somebody poses as the host.",
        meant: "Invitation's key",
        advice: "Ask whoever invited you for a new link.",
      },
      "other-key": {
        title: "Is this really {{host}}?",
        about:
          "You know a host called {{host}}, but this one has another key. It may be another computer of the same name, or Pushpull was installed anew there, or somebody poses as it.",
        meant: "Key you know",
        advice:
          "Ask whoever runs {{host}} which key it has: it stands under “Invite others”. Nothing has been sent to it yet.",
        join: "Join all the same",
      },
      answers: "Key of what answers",
      stay: "Do not join",
    },
    invite: {
      title: "Invite others",
      key: "Key of this host",
      keyAbout: "The link holds this key, so that nobody else can pose as this host.",
      about: "Point a phone's camera at the code, or open the address in any browser on this network.",
      code: "QR code of {{url}}",
      addresses: "Addresses of this host",
      copy: "Copy the link",
      asking: "Looking up the addresses…",
      alone:
        "Others cannot reach this host: it is on no network, or listens on this computer only. Connect the computer to the Wi-Fi or a cable.",
      lan: "this network",
      vpn: "VPN",
      virtual: "virtual machines",
      container: "containers",
      wsl: "WSL",
      yours: "the one you use",
    },
  },
  zh: {
    found_other: "找到 {{count}} 台 · 仍在寻找",
    looking: "正在寻找其他主机…",
    rooms_other: "{{count}} 个房间",
    otherVersion: "版本不同：请更新较旧的一方",
    joining: "正在加入…",
    joinHost: "加入 {{name}}",
    before: "加入过的主机",
    last: "上次加入：{{when}}",
    forget: "忘记 {{name}}",
    gone: "{{name}} 已离开",
    problem: {
      "no-network": "这台电脑没有连接网络，找不到其他主机。请连接 Wi-Fi 或网线。",
      "port-taken": "找不到其他主机：另一个程序独占了 UDP 端口 5353。请改为输入地址。",
      "no-multicast": "找不到其他主机：组播不通，防火墙可能拦截了 UDP 端口 5353。请改为输入地址。",
    },
    doubt: {
      "not-invited": {
        title: "这不是邀请你的主机",
        about: "邀请中的地址现在是另一台主机：{{host}}。也许地址后来给了别的电脑，也许有人在冒充那台主机。",
        meant: "邀请中的密钥",
        advice: "请向邀请你的人要一个新链接。",
      },
      "other-key": {
        title: "这真的是 {{host}} 吗？",
        about:
          "你认识一台叫 {{host}} 的主机，但这一台的密钥不同。可能是另一台同名的电脑，可能那里重装了 Pushpull，也可能有人在冒充它。",
        meant: "你认识的密钥",
        advice: "请问 {{host}} 的主人它的密钥是什么：在“邀请别人”里能看到。目前什么都没有发给它。",
        join: "仍然加入",
      },
      answers: "这台主机的密钥",
      stay: "不加入",
    },
    invite: {
      title: "邀请别人",
      key: "本主机的密钥",
      keyAbout: "链接中带有这个密钥，别人无法冒充这台主机。",
      about: "用手机相机对准二维码，或在本网络的任何浏览器中打开地址。",
      code: "{{url}} 的二维码",
      addresses: "这台主机的地址",
      copy: "复制链接",
      asking: "正在查询地址…",
      alone: "别人连不到这台主机：它没有连接网络，或只在本机监听。请把电脑连接到 Wi-Fi 或网线。",
      lan: "本网络",
      vpn: "VPN",
      virtual: "虚拟机",
      container: "容器",
      wsl: "WSL",
      yours: "你正在用的",
    },
  },
} as const;
