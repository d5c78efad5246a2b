// Shows the time that the person has been here, each second; it turns amber when most of it is used.
export default function timer(element) {
  const shown = element.querySelector("bdi");
  const before = Number(element.dataset.seconds);
  const amber = Number(element.dataset.amber);
  const began = performance.now();
  const tick = () => {
    const seconds = before + Math.floor((performance.now() - began) / 1000);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    element.toggleAttribute("data-late", seconds >= amber);
  };
  tick();
  setInterval(tick, 1000);
}
