// One press, one post: a form that is on its way is not sent again. The key in the form guards the house; this guards the person.
const seen = new WeakSet();

export default function once(root) {
  root.addEventListener("submit", (event) => {
    if (seen.has(event)) return; // a form that asks for this stands on a page that asks for it too
    seen.add(event);
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    if (event.defaultPrevented || form.method === "get") return;
    form.setAttribute("aria-busy", "true");
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  const free = (scope) => {
    for (const form of scope.querySelectorAll('form[aria-busy="true"]')) form.removeAttribute("aria-busy");
    for (const button of scope.querySelectorAll('button[aria-disabled="true"]')) button.removeAttribute("aria-disabled");
  };
  window.addEventListener("pageshow", (event) => event.persisted && free(document));
  document.addEventListener("htmx:afterRequest", () => free(document));
}
