// The officer's sheet while somebody talks: another service shows its questions at once, and Enter in the box for the
// number looks the person up. Without it both have their buttons.
export default function sheet(form) {
  const press = (act) => form.querySelector(`button[name="do"][value="${act}"]`)?.click();
  form.addEventListener("change", (event) => event.target.name === "service" && press("save"));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "find") return;
    event.preventDefault();
    press("find");
  });
}
