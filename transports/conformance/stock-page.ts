import { io } from "socket.io-client";

declare global {
  interface Window {
    /** Connects as any page with socket.io-client does, talks, and says by which transport in the end. */
    talk(url: string): Promise<{ answers: number[]; transport: string }>;
  }
}

window.talk = async (url) => {
  const client = io(url);
  const upgraded = new Promise((resolve) => client.io.engine.once("upgrade", resolve));
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  const answers: number[] = await Promise.all(numbers.map((i) => client.emitWithAck("echo", i)));
  await upgraded;
  answers.push(await client.emitWithAck("echo", answers.length));
  const transport = client.io.engine.transport.name;
  client.close();
  return { answers, transport };
};
