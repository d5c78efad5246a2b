// Admits a colleague's key: signs it, then opens each report's key here and seals it anew to the newcomer.
import { bytes, fingerprint, ready, text, unwrap, vouch, wrap } from "majlis/sealed-locks";
import { keysFrom, keysOfShares, readJson, say } from "majlis/sealed-files";

const post = (form, address, body, type) => fetch(address, {
  method: "POST", body, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, ...type },
}).then((answer) => answer.ok || Promise.reject(new Error(String(answer.status))));

async function fromShares(form) {
  try {
    const [one, other] = form.querySelectorAll("[data-share]");
    const keys = keysOfShares(await readJson(one), await readJson(other));
    if (fingerprint(keys) === form.dataset.root) return keys;
  } catch { /* the sentence below says it */ }
  say(form, "shares");
  return null;
}

async function widen(form, keys, box) {
  const shares = form.elements.shares.value ? "shares=1&" : "";
  for (let after = "0"; ;) {
    const answer = await fetch(`${form.dataset.wraps}?${shares}after=${after}`);
    const { wraps } = await answer.json();
    if (!wraps.length) return;
    const anew = wraps.map((one) => [one.report, text(wrap(unwrap(bytes(one.key), keys), box))]);
    await post(form, form.dataset.wraps, JSON.stringify(Object.fromEntries(anew)), { "Content-Type": "application/json" });
    after = wraps.at(-1).report;
  }
}

export default async function admit(form) {
  await ready;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const keys = form.elements.shares.value ? await fromShares(form) : await keysFrom(form);
    if (!keys) return;
    say(form, "working");
    const [box, verify] = [bytes(form.dataset.box), bytes(form.dataset.verify)];
    const given = new URLSearchParams({
      signature: text(vouch(keys, form.dataset.root, form.dataset.staff, box, verify)), shares: form.elements.shares.value,
    });
    try {
      if (form.dataset.admitted !== "yes") await post(form, form.action, given);
      await widen(form, keys, box);
    } catch {
      return say(form, "refused");
    }
    window.location.reload();
  });
}
