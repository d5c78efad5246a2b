// A live piece of a page: asks data-url every data-every seconds, with the tag of what it shows; 304 costs nothing.
// When the line drops it keeps the last state and says so by data-stale. Whoever stands in it with the keyboard stays there.
export default function poll(element) {
  const every = Number(element.dataset.every || 5) * 1000;
  let tag = element.dataset.etag ?? "";
  async function ask() {
    if (document.hidden && !element.hasAttribute("data-always")) return;
    try {
      const answer = await fetch(element.dataset.url, { headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") ?? "";
        const here = element.contains(document.activeElement) ? document.activeElement.id : "";
        element.innerHTML = await answer.text();
        if (here) document.getElementById(here)?.focus({ preventScroll: true });
        element.dispatchEvent(new CustomEvent("majlis:polled", { bubbles: true }));
      }
      element.toggleAttribute("data-stale", !answer.ok && answer.status !== 304);
    } catch {
      element.toggleAttribute("data-stale", true);
    }
  }
  const timer = setInterval(() => (element.isConnected ? ask() : clearInterval(timer)), every);
}
