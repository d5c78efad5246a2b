// Opens the dialog that data-opens names; a press on its backdrop, Escape or a button with method="dialog" shuts it.
export default function dialog(button) {
  const box = document.querySelector(button.dataset.opens);
  if (!box) return;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    box.showModal();
  });
  box.addEventListener("click", (event) => event.target === box && box.close());
}
