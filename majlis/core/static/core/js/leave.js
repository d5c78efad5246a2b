// Escape three times, or the link: away to a neutral page, and "back" does not return here.
export default function leave(root) {
  const link = root.querySelector("a[data-leave]");
  if (!link) return;
  const go = () => window.location.replace(link.href);
  let pressed = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length >= 3) go();
  });
}
