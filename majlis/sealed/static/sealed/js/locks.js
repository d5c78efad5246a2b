// The officer's half of the locks, by libsodium. The house's half is majlis/sealed/crypto; both sides fit by test.
import sodium from "libsodium-wrappers-sumo";

const WORDS_STEP = 2048;
const PAPER_STEP = 64 * 1024;
const ANSWER_STEP = 1024;

export const ready = sodium.ready;
export const bytes = (text) => sodium.from_base64(text, sodium.base64_variants.ORIGINAL);
export const text = (content) => sodium.to_base64(content, sodium.base64_variants.ORIGINAL);
export const forget = (secret) => sodium.memzero(secret);
export const newSeed = () => sodium.randombytes_buf(32);

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};

// ---- a holder's keys, all from one seed of 32 bytes
export function keysOf(seed) {
  const part = (purpose) => sodium.crypto_generichash(32, purpose, seed);
  const box = sodium.crypto_box_seed_keypair(part("majlis.sealed.box.1"));
  const sign = sodium.crypto_sign_seed_keypair(part("majlis.sealed.sign.1"));
  return { box: box.publicKey, verify: sign.publicKey, boxSecret: box.privateKey, signSecret: sign.privateKey };
}

export const fingerprint = (keys) => sodium.to_hex(sodium.crypto_generichash(16, joined(keys.box, keys.verify), null));

export function spoken(hex) {
  return BigInt(`0x${hex}`).toString().padStart(40, "0").match(/.{5}/g).join(" ");
}

export function vouch(keys, root, staff, box, verify) {
  const said = `majlis.sealed.officer.1:${root}:${staff}:${text(box)}:${text(verify)}`;
  return sodium.crypto_sign_detached(said, keys.signSecret);
}

// ---- report keys
export const wrap = (key, box) => sodium.crypto_box_seal(key, box);
export const unwrap = (sealed, keys) => sodium.crypto_box_seal_open(sealed, keys.box, keys.boxSecret);

function opened(closed, key, label, step) {
  const nonce = closed.slice(0, 24);
  const padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, closed.slice(24), label, nonce, key);
  return sodium.unpad(padded, step);
}

// ---- the parts of a report
export const openWords = (closed, key, report) =>
  JSON.parse(sodium.to_string(opened(closed, key, `${report}:words`, WORDS_STEP)));

export function openPaper(closed, key, report, number) {
  const whole = opened(closed, key, `${report}:paper:${number}`, PAPER_STEP);
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
  const head = JSON.parse(sodium.to_string(whole.slice(4, 4 + length)));
  return { ...head, content: whole.slice(4 + length) };
}

// ---- answers: one seal for the reporter, one for the officers who come after
export function sealAnswer(words, key, report, lock) {
  const padded = sodium.pad(sodium.from_string(words), ANSWER_STEP);
  const nonce = sodium.randombytes_buf(24);
  const kept = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, `${report}:answer`, null, nonce, key);
  return { toReporter: sodium.crypto_box_seal(padded, lock), toOfficers: joined(nonce, kept) };
}

export const openAnswer = (closed, key, report) =>
  sodium.to_string(opened(closed, key, `${report}:answer`, ANSWER_STEP));
