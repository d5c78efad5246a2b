// A file field in the words of the page: the browser's own button speaks the browser's language, not the reader's.
export default function files(box) {
  const input = box.querySelector("input[type=file]");
  const said = box.querySelector("output");
  input.className = "visually-hidden";
  box.querySelector("label").hidden = said.hidden = false;
  const none = said.textContent;
  const tell = () => (said.textContent = [...input.files].map((file) => `\u2068${file.name}\u2069`).join(" \u00b7 ") || none);
  input.addEventListener("change", tell);
  tell();
}
