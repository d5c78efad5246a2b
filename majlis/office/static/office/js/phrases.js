// Ready words: choosing some fills the words, the decision and to whom; what somebody wrote himself stays.
export default function phrases(select) {
  const form = select.form;
  let filled = "";
  select.addEventListener("change", () => {
    const { words = "", decision, what, days } = select.selectedOptions[0].dataset;
    const box = form.elements.words;
    if (box.value.trim() && box.value !== filled) return;
    box.value = filled = words;
    const pick = form.querySelector(`[name="decision"][value="${decision}"]`);
    if (pick) pick.checked = true;
    const to = form.elements.to_1;
    const first = { refer: [...to.options].find((one) => /^\d+$/.test(one.value))?.value, task: "office" }[what] ?? "";
    if (!to.value || to.dataset.filled === to.value) to.dataset.filled = to.value = first;
    const within = form.querySelector(`[name="days_1"][value="${days}"]`);
    if (within && first) within.checked = true;
  });
}
