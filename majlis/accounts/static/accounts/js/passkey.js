// Asks the browser for a passkey or a security key (WebAuthn), puts its answer into the form and sends it.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function asked({ publicKey }, passwordless) {
  const wanted = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (wanted.user) wanted.user = { ...wanted.user, id: bytes(wanted.user.id) };
  for (const name of ["excludeCredentials", "allowCredentials"])
    if (wanted[name]) wanted[name] = wanted[name].map((one) => ({ ...one, id: bytes(one.id) }));
  if (passwordless) {
    const needed = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    wanted.authenticatorSelection = { ...wanted.authenticatorSelection, ...needed };
  }
  return { publicKey: wanted };
}

function answered(key) {
  const response = { clientDataJSON: words(key.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (key.response[name]) response[name] = words(key.response[name]);
  if (key.response.getTransports) response.transports = key.response.getTransports();
  const { id, type, authenticatorAttachment } = key;
  return { id, type, rawId: words(key.rawId), authenticatorAttachment, response, clientExtensionResults: key.getClientExtensionResults() };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function send(form) {
  const wanted = asked(await options(form), form.querySelector("[name=passwordless]")?.checked);
  const key = await navigator.credentials[form.dataset.passkey](wanted);
  form.querySelector("[name=credential]").value = JSON.stringify(answered(key));
  form.submit();
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form).catch(() => (form.querySelector("[role=status]").textContent = form.dataset.failed));
  });
}
