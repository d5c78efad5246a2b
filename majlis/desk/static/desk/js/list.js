// Keeps the open case in sight in the list at the start, and tells the pane what the list learnt of it since: a colleague
// who has claimed it, or that it has gone on.
export default function list(element) {
  element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  element.addEventListener("majlis:polled", () => {
    const told = element.querySelector("template[data-claim]");
    const shown = document.getElementById("claim");
    if (!told || !shown || shown.textContent.trim() === told.content.textContent.trim()) return;
    shown.replaceChildren(told.content.cloneNode(true));
  });
}
