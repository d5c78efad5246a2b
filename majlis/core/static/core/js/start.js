// Wakes the behaviours a page asks for by data-uses="draft copy". Without scripts every page still works.
const awake = new WeakMap();

async function wake(element, name) {
  const names = awake.get(element) ?? new Set();
  if (names.has(name)) return;
  awake.set(element, names.add(name));
  const behaviour = await import(`majlis/${name}`);
  behaviour.default(element);
}

function look(root) {
  const found = [...root.querySelectorAll("[data-uses]")];
  if (root.matches?.("[data-uses]")) found.unshift(root);
  return Promise.all(found.flatMap((element) => element.dataset.uses.split(" ").filter(Boolean).map((name) => wake(element, name))));
}

look(document).then(() => document.documentElement.toggleAttribute("data-awake", true)); // keys are heard from now on
document.addEventListener("htmx:load", (event) => look(event.detail.elt));
