// Wakes the behaviours a page asks for by data-uses="draft copy". Without scripts every page still works.
// data-awake says which of them answer by now.
const awake = new WeakMap();

async function wake(element, name) {
  const names = awake.get(element) ?? new Set();
  if (names.has(name)) return;
  awake.set(element, names.add(name));
  const behaviour = await import(`majlis/${name}`);
  behaviour.default(element);
  element.dataset.awake = [...(element.dataset.awake?.split(" ") ?? []), name].join(" ");
}

function look(root) {
  const found = [...root.querySelectorAll("[data-uses]")];
  if (root.matches?.("[data-uses]")) found.unshift(root);
  for (const element of found) for (const name of element.dataset.uses.split(" ")) if (name) wake(element, name);
}

look(document);
document.addEventListener("htmx:load", (event) => look(event.detail.elt));
