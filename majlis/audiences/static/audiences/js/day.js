// The bar above the order: each fresh order brings the bar with it.
export default function day(bar) {
  document.addEventListener("majlis:polled", (event) => {
    const fresh = event.target.querySelector("template[data-bar]");
    if (fresh) bar.replaceChildren(fresh.content.cloneNode(true));
  });
}
