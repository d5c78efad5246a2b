// A personal choice: Arabic-Indic digits in what is shown. Fields, and whatever is marked translate="no", stay as they are.
const arabic = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
const left = "input, textarea, select, script, style, code, kbd, [translate='no'], [data-digits='latn']";

function turn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (/[0-9]/.test(node.data) && !node.parentElement.closest(left)) node.data = arabic(node.data);
  }
}

export default function digits(root) {
  if (document.documentElement.dataset.digits !== "arab") return;
  turn(root);
  document.addEventListener("htmx:load", (event) => turn(event.detail.elt));
  document.addEventListener("majlis:polled", (event) => turn(event.target));
}
