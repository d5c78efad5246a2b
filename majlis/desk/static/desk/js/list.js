// Keeps the open case in sight in the list, at the start and whenever the list was asked for anew.
const show = (list) => list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });

export default function list(element) {
  show(element);
  element.addEventListener("majlis:polled", () => show(element));
}
