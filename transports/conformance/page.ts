import { TestClient } from "./test-client.ts";

declare global {
  interface Window {
    client: TestClient;
  }
}

window.client = new TestClient();
