// "?": which keys this page has, told by the page itself; and the switch that turns them off.
import { on } from "majlis/keys";

export default function help(dialog) {
  const list = dialog.querySelector("[data-keys]");
  const box = dialog.querySelector("[data-keys-on]");
  const line = (element) => {
    const row = list.appendChild(document.createElement("div"));
    const key = row.appendChild(document.createElement("dt")).appendChild(document.createElement("kbd"));
    key.className = "key";
    key.textContent = element.getAttribute("aria-keyshortcuts");
    const words = element.dataset.keyWords ?? element.getAttribute("aria-label") ?? element.textContent;
    row.appendChild(document.createElement("dd")).textContent = words.replace(key.textContent, "").trim();
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-opens-keys]")) return;
    list.replaceChildren();
    for (const element of document.querySelectorAll("[data-key][aria-keyshortcuts]")) line(element);
    box.checked = on();
    dialog.showModal();
  });
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
}
