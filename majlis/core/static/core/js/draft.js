// Keeps what was written. With data-draft-url it goes to the house; without it, or offline, it stays in this tab only
// (never longer: the phone may be shared). Secrets and files are never kept. data-draft-of is a mark of what the house
// holds: while it stays the same, what was sent has not arrived, and is there again.
const kept = (form) => [...form.elements].filter(
  (field) => field.name && !field.closest("[data-secret]") && !["password", "file", "hidden", "submit", "button"].includes(field.type),
);

function remember(form, name) {
  const values = kept(form).map((field) => [field.name, field.value, field.checked]);
  sessionStorage.setItem(name, JSON.stringify({ of: form.dataset.draftOf ?? "", values }));
}

function recall(form, name) {
  const { of, values } = JSON.parse(sessionStorage.getItem(name) ?? '{"of": null, "values": []}');
  if (of !== (form.dataset.draftOf ?? "")) return sessionStorage.removeItem(name);
  for (const [key, value, checked] of values) {
    for (const field of kept(form).filter((one) => one.name === key)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value ? checked : field.checked;
      else if (!field.value) field.value = value;
    }
  }
}

async function send(form, name) {
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new FormData(form), keepalive: true });
    if (!answer.ok) throw new Error(String(answer.status));
    sessionStorage.removeItem(name);
  } catch {
    remember(form, name);
  }
}

export default function draft(form) {
  const name = `draft:${form.dataset.draft ?? window.location.pathname}`;
  const said = form.querySelector("[data-draft-said]");
  let timer;
  recall(form, name);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (form.dataset.draftUrl) await send(form, name);
      else remember(form, name);
      if (said) said.hidden = false;
    }, 1500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (form.dataset.draftOf) remember(form, name);
    else sessionStorage.removeItem(name);
  });
}
