// Keys of the desk, by their place on the keyboard (event.code), so that an Arabic layout works. A person may switch them off.
const typing = (element) => element.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
const pressing = (element) => element.closest?.("a[href], button, summary, input, label, dialog[open]");
const folded = (element) => element.closest("details:not([open])") !== null; // behind "more" it still has its key
const seen = (element) => folded(element) || (element.checkVisibility?.() ?? element.offsetParent !== null);

export const on = () => localStorage.getItem("keys") !== "off";

function wanted(event) {
  const name = (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.shiftKey ? "Shift+" : "") + event.code;
  const open = document.querySelector("dialog[open]") ?? document;
  return [...open.querySelectorAll(`[data-key="${name}"]`)].find(seen);
}

export default function keys() {
  document.addEventListener("keydown", (event) => {
    const sends = (event.ctrlKey || event.metaKey) && event.code === "Enter"; // the one key that is heard while typing
    if (!on() || event.altKey || event.isComposing || event.repeat || ((event.ctrlKey || event.metaKey) && !sends)) return;
    if (!sends && (typing(event.target) || (event.code === "Enter" && pressing(event.target)))) return;
    const element = wanted(event);
    if (!element) return;
    event.preventDefault();
    if (typing(element)) element.focus();
    else element.click();
  });
}
