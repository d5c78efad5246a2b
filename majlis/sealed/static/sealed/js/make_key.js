// Makes an officer's key in his browser, saves the file to his disk, and sends only the public half.
import { bytes, forget, newSeed, ready } from "majlis/sealed-locks";
import { keyFile, save, say, SHORTEST } from "majlis/sealed-files";

export default async function makeKey(form) {
  await ready;
  form.hidden = false;
  const [first, second] = form.querySelectorAll("[data-passphrase]");
  let saved = false;
  form.addEventListener("submit", (event) => {
    if (saved) return; // the second press sends the public half
    event.preventDefault();
    event.stopPropagation();
    if (first.value.length < SHORTEST) return say(form, "short");
    if (first.value !== second.value) return say(form, "differ");
    const seed = newSeed();
    const file = keyFile(seed, first.value);
    forget(seed);
    first.value = second.value = "";
    save(`majlis-key-${file.digits.slice(0, 5)}.json`, JSON.stringify(file, null, 1), "application/json");
    form.elements.box.value = file.box;
    form.elements.verify.value = file.verify;
    saved = bytes(file.box).length === 32;
    form.querySelector("[data-first]").hidden = true;
    form.querySelector("[data-second]").hidden = false;
    say(form, "saved");
  });
}
