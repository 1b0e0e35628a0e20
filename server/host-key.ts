import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { join } from "node:path";
import { signedText } from "../protocol/host-key.ts";
import { readIfThere, writeWhole } from "./kept-file.ts";
import { StartError } from "./start-error.ts";

/** The key by which a host is known again. */
export class HostKey {
  /** The host's id: its public key, 32 bytes in base64url. */
  readonly id: string;
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.id = key.export({ format: "jwk" }).x as string; // RFC 8037, section 2
  }

  /**
   * The one in `dataDir`, made on the first start, and readable to its owner alone.
   * @throws {StartError} when the file is not a key of ours.
   */
  static keptIn(dataDir: string): HostKey {
    const file = join(dataDir, "host-key.pem");
    return new HostKey(readKey(file) ?? makeKey(file));
  }

  /** A new one that is kept nowhere. */
  static fleeting(): HostKey {
    return new HostKey(generateKeyPairSync("ed25519").privateKey);
  }

  /** The signature of a challenge, 64 bytes in base64url (RFC 8032, section 5.1.6). */
  prove(challenge: string): string {
    return sign(null, signedText(challenge), this.#key).toString("base64url");
  }
}

/** Null when there is none yet. A new key in place of a damaged one would make everybody believe this is another host. */
function readKey(file: string): KeyObject | null {
  const pem = readIfThere(file);
  if (pem === "") return null;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // What is wrong with it changes nothing.
  }
  throw new StartError(
    "data",
    `The host's key in ${file} is damaged. Restore a copy, or delete it: then the host has a new identity, and people are warned when they join.`,
  );
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeWhole(file, privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  return privateKey;
}
