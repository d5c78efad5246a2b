// Lets a session be dragged to another day: it opens the page that says whom this meets, and asks.
export default function dragDay(table) {
  let address = "";
  const cell = (event) => event.target.closest("[data-day]");
  table.addEventListener("dragstart", (event) => {
    const sitting = event.target.closest("[data-move]");
    address = sitting?.dataset.move ?? "";
    if (address) event.dataTransfer.setData("text/plain", sitting.href);
  });
  table.addEventListener("dragover", (event) => {
    if (address && cell(event)) event.preventDefault();
  });
  for (const [kind, on] of [["dragenter", true], ["dragleave", false]]) {
    table.addEventListener(kind, (event) => cell(event)?.toggleAttribute("data-over", on && Boolean(address)));
  }
  table.addEventListener("drop", (event) => {
    const day = cell(event)?.dataset.day;
    if (!address || !day) return;
    event.preventDefault();
    location.assign(`${address}?to=${day}`);
  });
}
