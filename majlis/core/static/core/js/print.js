// A button that prints. It stands hidden until this wakes, for without scripts it can do nothing.
export default function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
