// Key files, share files, and what is saved to the officer's own disk. Nothing here is sent anywhere.
import sodium from "libsodium-wrappers-sumo";
import { bytes, fingerprint, keysOf, spoken, text } from "majlis/sealed-locks";

export const SHORTEST = 12;
const OPS = 3;
const MEMORY = 128 * 1024 * 1024;

const stretched = (passphrase, salt, ops, memory) =>
  sodium.crypto_pwhash(32, passphrase.normalize("NFC"), salt, ops, memory, sodium.crypto_pwhash_ALG_ARGON2ID13);

export function keyFile(seed, passphrase) {
  const keys = keysOf(seed);
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const closed = sodium.crypto_secretbox_easy(seed, nonce, stretched(passphrase, salt, OPS, MEMORY));
  return {
    majlis: "key.1", digits: spoken(fingerprint(keys)), box: text(keys.box), verify: text(keys.verify),
    ops: OPS, memory: MEMORY, salt: text(salt), nonce: text(nonce), seed: text(closed),
  };
}

export function openKeyFile(file, passphrase) {
  if (file.majlis !== "key.1") throw new Error("no key");
  const stretchedKey = stretched(passphrase, bytes(file.salt), file.ops, file.memory);
  return keysOf(sodium.crypto_secretbox_open_easy(bytes(file.seed), bytes(file.nonce), stretchedKey));
}

export function keysOfShares(one, other) {
  const [low, high] = [one, other].sort((a, b) => a.number - b.number);
  if (low.majlis !== "share.1" || high.majlis !== "share.1" || low.number === high.number) throw new Error("no pair");
  const pair = `${low.number}${high.number}`;
  const piece = bytes(high.pieces[pair]);
  return keysOf(bytes(low.pieces[pair]).map((byte, at) => byte ^ piece[at]));
}

export const readJson = async (input) => JSON.parse(await input.files[0].text());

export function save(name, content, type = "application/octet-stream") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The file and passphrase of a form become keys, or a sentence under the form says that they do not fit.
export async function keysFrom(form) {
  try {
    return openKeyFile(await readJson(form.querySelector("[data-key-file]")), form.querySelector("[data-passphrase]").value);
  } catch {
    say(form, "wrong");
    return null;
  } finally {
    form.querySelector("[data-passphrase]").value = "";
  }
}

// Shows the one sentence of a form that is named, and hides the others.
export function say(form, name) {
  for (const line of form.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}
