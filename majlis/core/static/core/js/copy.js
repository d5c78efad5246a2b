// Copies data-copy, and says so in data-said to the eye and the ear.
export default function copy(button) {
  if (!navigator.clipboard) return void (button.hidden = true);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "small faint";
  button.after(said);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = button.dataset.said;
    setTimeout(() => (said.textContent = ""), 4000);
  });
}
