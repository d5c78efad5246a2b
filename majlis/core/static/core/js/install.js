// Registers the worker that shows the offline page. It keeps static files only, never a page about a person.
export default function install(root) {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(root.dataset.worker, { scope: "/" }).catch(() => {});
}
