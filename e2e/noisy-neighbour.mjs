// A neighbour who says all kinds of things by mDNS: nonsense, cut packets, hosts that are none, and that the host whose
// id and address are given is elsewhere, or has another name. Prints "noise made" when all is said.
import { randomBytes, randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { setTimeout as pause } from "node:timers/promises";
import { encode } from "dns-packet";

const [address = "", id = "", hostAddress = ""] = process.argv.slice(2);
const TYPE = "_pushpull._tcp.local";
const ROUNDS = 150;

function packetOf(name, claimedId, addresses, text = []) {
  const instance = `${name}.${TYPE}`;
  const txt = [
    "txtvers=1",
    `id=${claimedId}`,
    `name=${name}`,
    "protocol=1",
    "rooms=1",
    "people=1",
    "passcode=0",
    ...text,
  ];
  return encode({
    type: "response",
    flags: 1 << 10,
    answers: [
      { name: TYPE, type: "PTR", ttl: 120, data: instance },
      { name: instance, type: "SRV", ttl: 120, data: { port: 4460, target: `${claimedId}.local` } },
      { name: instance, type: "TXT", ttl: 4500, data: txt },
      ...addresses.map((data) => ({ name: `${claimedId}.local`, type: "A", ttl: 120, data })),
    ],
  });
}

const socket = createSocket({ type: "udp4", reuseAddr: true });
await new Promise((resolve) => socket.bind(5353, resolve));
socket.setMulticastInterface(address);
const say = (packet) => new Promise((resolve) => socket.send(packet, 5353, "224.0.0.251", resolve));

for (let i = 0; i < ROUNDS; i++) {
  const fakeId = randomBytes(32).toString("base64url");
  const fake = packetOf(`Fake ${i}`, fakeId, [address, "8.8.8.8", "127.0.0.1"]);
  const bent = Buffer.from(fake);
  for (let n = 0; n < 8; n++) bent[randomInt(12, bent.length)] = randomInt(256);
  await say(fake);
  await say(bent);
  await say(fake.subarray(0, randomInt(1, fake.length)));
  await say(randomBytes(randomInt(1, 1_400)));
  await say(packetOf("Moved", id, [address]));
  await say(packetOf("Renamed", id, [hostAddress]));
  await say(packetOf("Odd", fakeId, [address], ["__proto__=x", "constructor=y", "=", "name=\u001b[31mred"]));
  await pause(10);
}
socket.close();
console.log("noise made");
